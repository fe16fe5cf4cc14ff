import random
random.seed(9)
print(random.uniform(1, 10), random.uniform(10, 1))  # expect: 5.167066220335193 6.6401926174446215
print(random.triangular(0, 1, 0.5), random.triangular())  # expect: 0.2631913871258473 0.7416996418763045
