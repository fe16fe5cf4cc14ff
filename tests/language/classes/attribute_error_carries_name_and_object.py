class C: pass
c = C()
try:
    c.size
except AttributeError as e:
    print(e.name, e.obj is c)  # expect: size True
