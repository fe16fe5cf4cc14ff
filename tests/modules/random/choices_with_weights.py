import random
random.seed(11)
print(random.choices("abc", k=10))  # expect: ['b', 'b', 'c', 'b', 'b', 'b', 'a', 'b', 'b', 'c']
print(random.choices([1, 2, 3], weights=[10, 1, 1], k=8))  # expect: [1, 1, 1, 1, 1, 1, 3, 3]
print(random.choices("xy", cum_weights=[1, 4], k=6))  # expect: ['y', 'y', 'x', 'x', 'y', 'x']
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: random.choices("ab", weights=[1])))  # expect: ValueError: The number of weights does not match the population
print(error(lambda: random.choices("ab", weights=[0, 0])))  # expect: ValueError: Total of weights must be greater than zero
