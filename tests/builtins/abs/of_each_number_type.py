print(abs(-5), abs(5), abs(-2.5), abs(-0.0), abs(3 + 4j), abs(True), abs(-10**30))  # expect: 5 5 2.5 0.0 5.0 1 1000000000000000000000000000000
class A:
    def __abs__(self): return "mine"
print(abs(A()))  # expect: mine
abs("x")  # expect error: TypeError: bad operand type for abs(): 'str'
