class A:
    def __eq__(self, o): return ["eq", o]
    def __lt__(self, o): return []
    def __hash__(self): return 1
print(A() == 3, A() < 3, A() != 3)  # expect: ['eq', 3] [] False
