class A:
    __x = 1
    def get(self): return self.__x
    def __hidden(self): return "A"
    def call(self): return self.__hidden()
    __dunder__ = 2
class B(A):
    __x = 5
    def __hidden(self): return "B"
print(A().get(), B().get(), B().call())  # expect: 1 1 A
print(A._A__x, B._B__x, A.__dunder__)  # expect: 1 5 2
print(hasattr(A, "__x"))  # expect: False
