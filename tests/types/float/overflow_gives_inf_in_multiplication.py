print(1e308 * 10, -1e308 * 10, 1e308 + 1e308)  # expect: inf -inf inf
print(1e-308 / 1e10, 1e-324, 5e-324 / 2)  # expect: 1e-318 0.0 0.0
