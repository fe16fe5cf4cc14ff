# What is evaluated lazily in a class sees the class as it is then.
class A:
    T = int

    def f[U: T](self): ...

    type Alias = T


A.T = float
print(A.f.__type_params__[0].__bound__, A.Alias.__value__)  # expect: <class 'float'> <class 'float'>
