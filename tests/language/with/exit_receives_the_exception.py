class M:
    def __enter__(self): pass
    def __exit__(self, t, v, tb):
        print(t and t.__name__, v, tb is not None)
        return True
with M():
    pass
with M():
    raise ValueError("bad")
print("suppressed")
# expect:
# None None False
# ValueError bad True
# suppressed
