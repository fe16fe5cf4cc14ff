class A:
    def get(self): return "got"
    def put(self, v): print("put", v)  # expect: put 1
    x = property(get, put, doc="words")
a = A()
a.x = 1
print(a.x, A.x.__doc__, A.x.fget is A.get, A.x.fdel)  # expect: got words True None
