print(list(reversed([1, 2])), list(reversed("ab")))  # expect: [2, 1] ['b', 'a']
print(list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))  # expect: [2, 1, 0] ['b', 'a']
class A:
    def __reversed__(self): return iter("rev")
class B:
    def __len__(self): return 3
    def __getitem__(self, i): return i * i
print(list(reversed(A())), list(reversed(B())))  # expect: ['r', 'e', 'v'] [4, 1, 0]
reversed({1, 2})  # expect error: TypeError: 'set' object is not reversible
