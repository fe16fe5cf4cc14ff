import random
random.seed(21)
print(random.gauss(0, 1), random.gauss(10, 2), random.normalvariate(0, 1))  # expect: 0.7792451689446238 12.633355107055099 0.44460809480245367
print(random.expovariate(2), random.betavariate(1, 2), random.gammavariate(2, 1))  # expect: 0.1216822798421363 0.2555663424919511 2.0236219183595976
