class C:
    real = 1
    def __getattr__(self, name):
        print("asked", name)
        if name == "no": raise AttributeError("never " + name)
        return name.upper()
c = C()
print(c.real)
print(c.fake)
print(hasattr(c, "no"), getattr(c, "no", "default"))
# expect:
# 1
# asked fake
# FAKE
# asked no
# asked no
# False default
