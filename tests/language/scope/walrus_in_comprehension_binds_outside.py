def f():
    any((hit := n) > 2 for n in range(10))
    return hit
print(f())  # expect: 3
print([last := i for i in "abc"], last)  # expect: ['a', 'b', 'c'] c
