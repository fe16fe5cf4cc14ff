print(2 ** 53 + 1 == float(2 ** 53), 2 ** 53 == float(2 ** 53), 10 ** 400 > 1e308, 1 < 1.5 < 2, 0 == -0.0)
# expect: False True True True True
print(float("inf") > 10 ** 400, float("nan") < 1, min(1, 1.0), max(1.0, 1))  # expect: True False 1 1.0
