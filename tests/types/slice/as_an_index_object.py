cut = slice(1, -1)
print("hello"[cut], [1, 2, 3][cut], (1, 2, 3)[cut], b"abc"[cut], range(5)[cut])  # expect: ell [2] (2,) b'b' range(1, 4)
