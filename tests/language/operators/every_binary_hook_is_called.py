class V:
    def __getattr__(self, name): raise AttributeError(name)
for n in "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or divmod".split():
    setattr(V, f"__{n}__", lambda self, o, n=n: n)
v = V()
print(v + 1, v - 1, v * 1, v @ 1, v / 1, v // 1, v % 1)  # expect: add sub mul matmul truediv floordiv mod
print(v ** 1, v << 1, v >> 1, v & 1, v ^ 1, v | 1, divmod(v, 1))  # expect: pow lshift rshift and xor or divmod
