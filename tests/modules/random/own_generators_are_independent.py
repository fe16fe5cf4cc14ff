import random
a, b = random.Random(1), random.Random(1)
x = a.random()
random.random()
print(x == b.random(), a.randint(1, 100) == b.randint(1, 100))  # expect: True True
print(a.random() == random.Random(2).random())  # expect: False
