# In the scope of type parameters their own names alone are the class's private ones.
__Base = dict


class A[__T](__Base):
    def f(self) -> __T: ...


print(A.__bases__[0] is dict, A.f.__annotations__["return"] is A.__type_params__[0])  # expect: True True
