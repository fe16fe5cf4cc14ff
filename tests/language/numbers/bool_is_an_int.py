print(True + True, True * 3, sum([True, False, True]), ["a", "b"][True], isinstance(True, int), True == 1, str(True))
# expect: 2 3 2 b True True True
print(~0, -True, True << 2, True ^ True, {True: 1}[1])  # expect: -1 -1 4 False 1
