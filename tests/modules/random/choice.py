import random
random.seed(7)
print([random.choice("abcdef") for _ in range(12)])  # expect: ['c', 'b', 'd', 'f', 'a', 'a', 'e', 'a', 'c', 'e', 'a', 'e']
print(random.choice([1]), random.choice(range(1000)))  # expect: 1 38
