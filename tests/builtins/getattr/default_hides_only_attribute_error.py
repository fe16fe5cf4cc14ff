class A:
    @property
    def bad(self): raise ValueError("inside")  # expect error: ValueError: inside
    @property
    def missing(self): raise AttributeError("gone")
print(getattr(A(), "missing", "default"), hasattr(A(), "missing"))  # expect: default False
getattr(A(), "bad", 1)
