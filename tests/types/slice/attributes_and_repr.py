s = slice(1, 10, 2)
print(s, slice(5), slice(None, None, -1), s.start, s.stop, s.step)  # expect: slice(1, 10, 2) slice(None, 5, None) slice(None, None, -1) 1 10 2
print(s == slice(1, 10, 2))  # expect: True
