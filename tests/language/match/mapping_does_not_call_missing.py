class D(dict):
    def __missing__(self, k): return "made"
match D():
    case {"k": v}: print("never")
    case _: print("missing is not asked")  # expect: missing is not asked
