class M:
    def __init__(self, r): self.r = r
    def __enter__(self): pass
    def __exit__(self, *a): return self.r
try:
    with M(0):
        raise KeyError(1)
except KeyError as e:
    print("through", e)  # expect: through 1
with M("truthy"):
    raise KeyError(2)
print("end")  # expect: end
