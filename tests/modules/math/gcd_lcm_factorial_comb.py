import math
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5))  # expect: 6 0 5
print(math.gcd(12, 18, 27), math.lcm(4, 6), math.lcm())  # expect: 3 12 1
print(math.factorial(20), math.factorial(0), math.comb(10, 3))  # expect: 2432902008176640000 1 120
print(math.comb(3, 5), math.perm(5, 2), math.perm(4), math.gcd(-4, 6))  # expect: 0 20 24 2
print(math.factorial(30), math.comb(100, 50))  # expect: 265252859812191058636308480000000 100891344545564193334812497256
