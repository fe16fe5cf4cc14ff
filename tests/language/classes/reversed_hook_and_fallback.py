class R:
    def __reversed__(self): return iter("hook")
class S:
    def __len__(self): return 3
    def __getitem__(self, i): return i
print(list(reversed(R())), list(reversed(S())))  # expect: ['h', 'o', 'o', 'k'] [2, 1, 0]
