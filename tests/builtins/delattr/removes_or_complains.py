class A: pass
a = A()
a.x = 1
delattr(a, "x")
print(hasattr(a, "x"), vars(a))  # expect: False {}
delattr(a, "x")  # expect error: AttributeError: 'A' object has no attribute 'x'
