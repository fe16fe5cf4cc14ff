import random
random.seed(123)
values = [random.random() for _ in range(2000)]
print(all(0 <= v < 1 for v in values), 0.45 < sum(values) / 2000 < 0.55, values[-1])  # expect: True True 0.009668992616786332
