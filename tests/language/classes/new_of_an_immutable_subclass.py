class Even(int):
    def __new__(cls, n):
        return super().__new__(cls, n - n % 2)
    def half(self):
        return self // 2
e = Even(7)
print(e, e.half(), e + 1, type(e).__name__, type(e + 1).__name__)  # expect: 6 3 7 Even int
