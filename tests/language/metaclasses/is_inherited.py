class M(type): pass
class A(metaclass=M): pass
class B(A): pass
print(type(B).__name__, type(type("C", (B,), {})).__name__)  # expect: M M
