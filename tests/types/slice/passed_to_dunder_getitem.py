class A:
    def __getitem__(self, key): return key
a = A()
print(a[1:2], a[::3], a[1, 2:3], a[...], a[:], a[1:2, ::])  # expect: slice(1, 2, None) slice(None, None, 3) (1, slice(2, 3, None)) Ellipsis slice(None, None, None) (slice(1, 2, None), slice(None, None, None))
