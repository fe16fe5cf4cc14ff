import math
print(math.log(math.e), math.log(8, 2), math.log2(1024))  # expect: 1.0 3.0 10.0
print(math.log10(1000), math.log1p(0), math.log2(2**200))  # expect: 3.0 0.0 200.0
print(math.log10(10**300), math.log(10**400) > 921)  # expect: 300.0 True
print(math.exp(0), math.exp(1), math.expm1(0), math.pow(2, 3))  # expect: 1.0 2.718281828459045 0.0 8.0
print(math.exp2(5), math.exp(-1000))  # expect: 32.0 0.0
