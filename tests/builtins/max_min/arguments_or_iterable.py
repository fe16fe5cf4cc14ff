print(max(1, 3, 2), min([4, 2, 8]), max("hello"))  # expect: 3 2 o
print(min({"b": 1, "a": 2}), max([1, 2.5]), max((1, 2), (1, 3)))  # expect: a 2.5 (1, 3)
print(max(["aa", "b", "cc"], key=len))  # expect: aa
print(min(["aa", "b", "c"], key=len), max([], default="none"))  # expect: b none
print(max([1], default=0))  # expect: 1
