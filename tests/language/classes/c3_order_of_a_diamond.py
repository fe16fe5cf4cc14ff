class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([k.__name__ for k in D.__mro__])  # expect: ['D', 'B', 'C', 'A', 'object']
class E(C, A): pass
class F(E, B): pass
print([k.__name__ for k in F.mro()])  # expect: ['F', 'E', 'C', 'B', 'A', 'object']
