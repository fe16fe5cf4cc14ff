# Code older than Python 3.14 looks for the annotations of a class in its __dict__.
class A:
    x: int
    y: str = ""


class B(A):
    pass


print(A.__dict__.get("__annotations__"))  # expect: {'x': <class 'int'>, 'y': <class 'str'>}
print("__annotations__" in A.__dict__, "__annotations__" in B.__dict__)  # expect: True False
