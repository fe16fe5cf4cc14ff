print(hash(1) == hash(1.0) == hash(True), hash("a") == hash("a"))  # expect: True True
print(hash((1, 2)) == hash((1, 2)), hash(None) == hash(None))  # expect: True True
class A:
    def __hash__(self): return 42
print(hash(A()))  # expect: 42
