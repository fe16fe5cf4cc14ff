class N:
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __bytes__(self): return b"n"
    def __round__(self, n=None): return ("round", n)
n = N()
print(int(n), float(n), complex(n), bytes(n), round(n), round(n, 2))  # expect: 3 2.5 1j b'n' ('round', None) ('round', 2)
