class C: pass
c = C()
c.__call__ = lambda: 1
try:
    c()
except TypeError as e:
    print(e)  # expect: 'C' object is not callable
