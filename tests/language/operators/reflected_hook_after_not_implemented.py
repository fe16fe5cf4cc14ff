class A:
    def __add__(self, o):
        print("A.add")
        return NotImplemented
class B:
    def __radd__(self, o):
        print("B.radd")
        return "done"
print(A() + B())
print(1 + B())
try:
    A() + 1
except TypeError as e:
    print(e)
# expect:
# A.add
# B.radd
# done
# B.radd
# done
# A.add
# unsupported operand type(s) for +: 'A' and 'int'
