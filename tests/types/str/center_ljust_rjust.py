print("[" + "ab".center(6) + "]", "[" + "ab".center(5) + "]")  # expect: [  ab  ] [  ab ]
print("[" + "abc".center(6) + "]", "ab".center(7, "*"))  # expect: [ abc  ] ***ab**
print("[" + "ab".ljust(5) + "]", "[" + "ab".rjust(5, ".") + "]")  # expect: [ab   ] [...ab]
print("abc".center(2), "abc".ljust(-1))  # expect: abc abc
try:
    "a".center(5, "xy")
except TypeError as e:
    print(e)  # expect: The fill character must be exactly one character long
