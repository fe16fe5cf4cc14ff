class M(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, kw)
        return {}
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, "x" in ns)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)
class C(metaclass=M, flag=1):
    print("body")
    x = 1
    def __init__(self, n): print("instance", n)
C(5)
# expect:
# prepare C {'flag': 1}
# body
# new C True
# init C
# call (5,)
# instance 5
