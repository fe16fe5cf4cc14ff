import math
print(math.prod([1, 2, 3, 4]), math.prod([], start=5))  # expect: 24 5
print(math.prod([0.5, 2]), math.fsum([0.1] * 10))  # expect: 1.0 1.0
print(math.fsum([1e100, 1.0, -1e100]), math.sumprod([1, 2], [3, 4]))  # expect: 1.0 11
