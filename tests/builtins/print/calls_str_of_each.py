class A:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
print(A(), [A()], (A(),), {1: A()})  # expect: str [repr] (repr,) {1: repr}
