print(round(2.5), round(3.5), round(2.567, 1), round(5))  # expect: 2 4 2.6 5
print(round(1234, -2), round(-2.5), round(2.5, None))  # expect: 1200 -2 2
print(type(round(1.0, 0)).__name__)  # expect: float
class A:
    def __round__(self, n=None): return ("rounded", n)
print(round(A()), round(A(), 2))  # expect: ('rounded', None) ('rounded', 2)
try:
    round(1.5, 1.0)
except TypeError as e:
    print(e)  # expect: 'float' object cannot be interpreted as an integer
round("1")  # expect error: TypeError: type str doesn't define __round__ method
