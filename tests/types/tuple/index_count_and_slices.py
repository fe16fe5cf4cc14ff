t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[1:3], t[::-1], t[-1], t[5:])  # expect: 2 1 3 (2, 3) (2, 3, 2, 1) 2 ()
try:
    t.index(9)
except ValueError as e:
    print(e)  # expect: tuple.index(x): x not in tuple
try:
    t[9]
except IndexError as e:
    print(e)  # expect: tuple index out of range
