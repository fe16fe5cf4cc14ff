import random
random.seed(1)
print([random.randint(1, 6) for _ in range(10)])  # expect: [2, 5, 1, 3, 1, 4, 4, 4, 6, 4]
print([random.randrange(0, 100, 5) for _ in range(8)])  # expect: [30, 15, 75, 0, 60, 65, 95, 0]
print([random.randrange(10) for _ in range(8)], random.randint(5, 5))  # expect: [7, 4, 3, 9, 1, 5, 0, 0] 5
print(random.randint(-10**20, 10**20))  # expect: -90012702545690449955
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: random.randint(5, 1)).partition(" in ")[0])  # expect: ValueError: empty range
print(error(lambda: random.randrange(0)).partition(" for ")[0].partition(" in ")[0])  # expect: ValueError: empty range
print(error(lambda: random.randrange(1, 5, 0)))  # expect: ValueError: zero step for randrange()
