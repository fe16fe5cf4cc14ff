from itertools import pairwise, batched
print(list(pairwise("abcd")), list(pairwise([1])))  # expect: [('a', 'b'), ('b', 'c'), ('c', 'd')] []
print(list(batched("abcdefg", 3)), list(batched([], 2)))  # expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)] []
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: list(batched("abc", 2, strict=True))))  # expect: ValueError: batched(): incomplete batch
print(error(lambda: batched("abc", 0)))  # expect: ValueError: n must be at least one
