def build(name, bases, ns, **kw):
    return name, bases, sorted(k for k in ns if not k.startswith("__")), kw
class C(int, metaclass=build, opt=3):
    x = 1
print(C)  # expect: ('C', (<class 'int'>,), ['x'], {'opt': 3})
