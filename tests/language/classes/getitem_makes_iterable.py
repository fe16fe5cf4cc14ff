class Squares:
    def __getitem__(self, i):
        if i == 4: raise IndexError("end")
        return i * i
print(list(Squares()))  # expect: [0, 1, 4, 9]
a, *b = Squares()
print(a, b)  # expect: 0 [1, 4, 9]
