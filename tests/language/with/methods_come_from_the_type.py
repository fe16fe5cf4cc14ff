class M:
    def __enter__(self): print("type enter")  # expect: type enter
    def __exit__(self, *a): print("type exit")  # expect: type exit
m = M()
m.__enter__ = m.__exit__ = None
with m:
    pass
