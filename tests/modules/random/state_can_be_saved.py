import random
random.seed(4)
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print([random.random() for _ in range(3)] == first)  # expect: True
