class S:
    def __getitem__(self, k): return k
s = S()
print(s[:], s[1:], s[:2], s[1:2:3], s[::-1])
# expect: slice(None, None, None) slice(1, None, None) slice(None, 2, None) slice(1, 2, 3) slice(None, None, -1)
print(s[1:2, 3], s[..., :], s[None:])
# expect: (slice(1, 2, None), 3) (Ellipsis, slice(None, None, None)) slice(None, None, None)
print(s[:].start, s[5:6].stop, s[*[1, 2], 3])  # expect: None 6 (1, 2, 3)
