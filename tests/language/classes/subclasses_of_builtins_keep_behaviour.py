class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1)
print(d["a"], d["b"], d.get("b"), d, len(d))  # expect: 1 bb None {'a': 1} 1
class L(list):
    def __getitem__(self, i): return super().__getitem__(i) + 100
x = L([1, 2])
print(x[0], list(x), x + [3], type(x + [3]).__name__)  # expect: 101 [1, 2] [1, 2, 3] list
