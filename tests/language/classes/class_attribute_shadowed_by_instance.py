class C:
    n = 1
a, b = C(), C()
a.n = 5
C.n = 2
print(a.n, b.n)  # expect: 5 2
del a.n
print(a.n)  # expect: 2
