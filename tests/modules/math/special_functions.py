import math
print(round(math.gamma(5), 9), round(math.lgamma(10), 9))  # expect: 24.0 12.80182748
print(round(math.erf(1), 9), round(math.erfc(1), 9))  # expect: 0.842700793 0.157299207
