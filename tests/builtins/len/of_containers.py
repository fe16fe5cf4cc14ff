print(len("é😀"), len(b"ab"), len([]), len({1: 2}), len({1, 2}))  # expect: 2 2 0 1 2
print(len(range(0, 10, 3)), len((1,)))  # expect: 4 1
class A:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
print(len(A(3)))  # expect: 3
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: len(5)))  # expect: TypeError: object of type 'int' has no len()
print(error(lambda: len(A(-1))))  # expect: ValueError: __len__() should return >= 0
print(error(lambda: len(A("x"))))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: len(x for x in "a")))  # expect: TypeError: object of type 'generator' has no len()
print(error(lambda: len()))  # expect: TypeError: len() takes exactly one argument (0 given)
