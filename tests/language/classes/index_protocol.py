class I:
    def __index__(self): return 2
print([10, 20, 30][I()], "abc"[:I()], hex(I()), range(I()), [0] * I())  # expect: 30 ab 0x2 range(0, 2) [0, 0]
key = "0"
try:
    [1][key]
except TypeError as e:
    print(e)  # expect: list indices must be integers or slices, not str
