print({1, 2, 2, 3}, set(), set([3, 3]), frozenset(), frozenset([1]))  # expect: {1, 2, 3} set() {3} frozenset() frozenset({1})
print({*range(3)}, type({}).__name__)  # expect: {0, 1, 2} dict
try:
    set(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
