def g():
    r = yield from [1, 2]
    print(r)  # expect: None
    yield from "ab"
    yield from range(2)
print(list(g()))  # expect: [1, 2, 'a', 'b', 0, 1]
def bad():
    yield from 5
try:
    list(bad())
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
