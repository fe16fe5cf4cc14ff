class P:
    @property
    def a(self): raise AttributeError("gone")
    @property
    def b(self): raise ValueError("real")
try:
    match P():
        case P(a=1): print("never")
        case P(b=1): print("never")
except ValueError as e:
    print(e)  # expect: real
