import random
random.seed(3)
a = list(range(10))
print(random.shuffle(a), a)  # expect: None [1, 5, 6, 0, 9, 4, 7, 2, 8, 3]
b = ["x", "y", "z"]
random.shuffle(b)
print(b, sorted(a) == list(range(10)))  # expect: ['x', 'z', 'y'] True
