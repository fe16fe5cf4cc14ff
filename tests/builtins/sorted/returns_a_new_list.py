a = (3, 1, 2)
print(sorted(a), a, sorted("bca"), sorted({"b": 1, "a": 2}))  # expect: [1, 2, 3] (3, 1, 2) ['a', 'b', 'c'] ['a', 'b']
print(sorted([1, 2, 3], reverse=True))  # expect: [3, 2, 1]
print(sorted(["B", "a", "C"], key=str.lower))  # expect: ['a', 'B', 'C']
print(sorted([-3, 2, 1], key=abs), sorted([]))  # expect: [1, 2, -3] []
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
sorted([1], len)  # expect error: TypeError: sorted expected 1 argument, got 2
