print("abc".index("b"), "abcb".rindex("b"))  # expect: 1 3
try:
    "abc".index("z")
except ValueError as e:
    print(e)  # expect: substring not found
try:
    "abc".rindex("a", 1)
except ValueError as e:
    print(e)  # expect: substring not found
