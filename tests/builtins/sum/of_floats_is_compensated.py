print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]))  # expect: 1.0 1.0
print(sum([1e308, 1e308, -1e308]), sum([0.1, 0.2, 0.3]))  # expect: inf 0.6
