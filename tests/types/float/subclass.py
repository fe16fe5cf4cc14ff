class Metres(float):
    def __repr__(self): return f"{float(self)} m"
m = Metres("2.5")
print(m, repr(m), m + 1, type(m * 2).__name__)  # expect: 2.5 m 2.5 m 3.5 float
print([m])  # expect: [2.5 m]
