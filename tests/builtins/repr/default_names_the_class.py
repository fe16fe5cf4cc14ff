class A: pass
r = repr(A())
print(r.startswith("<__main__.A object at 0x"), r.endswith(">"))  # expect: True True
def f(): pass
print(repr(f).startswith("<function f at 0x"), repr(len))  # expect: True <built-in function len>
print(repr(A().__init__)[:16] != "")  # expect: True
print(repr(lambda: 0).startswith("<function <lambda> at 0x"))  # expect: True
