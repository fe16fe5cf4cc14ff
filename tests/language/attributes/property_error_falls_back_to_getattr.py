class C:
    @property
    def p(self): raise AttributeError("inside")
    def __getattr__(self, name): return "fallback for " + name
print(C().p)  # expect: fallback for p
