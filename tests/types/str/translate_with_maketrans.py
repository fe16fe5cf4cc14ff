print("hello".translate(str.maketrans("el", "ip")))  # expect: hippo
print("hello".translate(str.maketrans("el", "ip", "o")))  # expect: hipp
print("hello".translate(str.maketrans({"h": "J", "l": None, 111: "<o>"})))  # expect: Je<o>
print("abc".translate({97: "xyz", 98: 66}))  # expect: xyzBc
try:
    str.maketrans("ab", "c")
except ValueError as e:
    print(e)  # expect: the first two maketrans arguments must have equal length
