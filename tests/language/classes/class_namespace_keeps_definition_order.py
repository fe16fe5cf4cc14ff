class C:
    z = 1
    def a(self): pass
    m = 2
print([k for k in vars(C) if not k.startswith("__")])  # expect: ['z', 'a', 'm']
