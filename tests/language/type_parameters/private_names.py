class A[__T]:
    item = __T

    def f[__U](self, a: __T, b: __U):
        return __T, __U


T, = A.__type_params__
print(T.__name__, A.item is T)  # expect: __T True
U, = A.f.__type_params__
print(A().f(1, 2) == (T, U), A.f.__annotations__ == {"a": T, "b": U})  # expect: True True
