from collections import deque
d = deque("abcde")
d.rotate(2)
print("".join(d))  # expect: deabc
d.rotate(-3)
print("".join(d), d.index("c"), d.count("a"), "z" in d)  # expect: bcdea 1 1 False
d.remove("c")
d.reverse()
d.insert(1, "X")
print(list(d), d.copy() == d, list(reversed(d)))  # expect: ['a', 'X', 'e', 'd', 'b'] True ['b', 'd', 'e', 'X', 'a']
del d[0]
d[0] = "Y"
print(d)  # expect: deque(['Y', 'e', 'd', 'b'])
