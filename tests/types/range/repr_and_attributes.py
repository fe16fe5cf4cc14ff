r = range(1, 10, 3)
print(r, range(5), range(2, 5), r.start, r.stop, r.step, len(r), list(r))  # expect: range(1, 10, 3) range(0, 5) range(2, 5) 1 10 3 3 [1, 4, 7]
