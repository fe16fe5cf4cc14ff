import random
random.seed(5)
print(random.sample(range(100), 5), random.sample("abcdef", 3))  # expect: [79, 32, 94, 45, 88] ['f', 'e', 'a']
print(random.sample(range(10**9), 4), random.sample([1, 2], 0))  # expect: [902316927, 499958518, 833179165, 267418253] []
print(random.sample(["a", "b"], k=3, counts=[2, 2]))  # expect: ['a', 'b', 'b']
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: random.sample([1], 2)))  # expect: ValueError: Sample larger than population or is negative
print(error(lambda: random.sample({1, 2}, 1)))  # expect: TypeError: Population must be a sequence.  For dicts or sets, use sorted(d).
