class A:
    b = 1
    def a(self): pass
obj = A()
obj.c = 2
print([n for n in dir(obj) if not n.startswith("_")], "__class__" in dir(obj))  # expect: ['a', 'b', 'c'] True
def f():
    z = 1; y = 2
    return dir()
print(f())  # expect: ['y', 'z']
class D:
    def __dir__(self): return ["z", "y"]
print(dir(D()))  # expect: ['y', 'z']
