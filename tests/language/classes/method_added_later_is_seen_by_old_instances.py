class C: pass
c = C()
C.hi = lambda self: "hi"
print(c.hi())  # expect: hi
