class Log(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("bind", k)
        super().__setitem__(k, v)
class M(type):
    @classmethod
    def __prepare__(mcls, name, bases): return Log()
class C(metaclass=M):
    a = 1
    def b(self): pass
    a = 2
# expect:
# bind a
# bind b
# bind a
