class A:
    def __add__(self, other):
        return self + other

    def __repr__(self):
        return f"<{self!r}>"

    def __eq__(self, other):
        return self == other

for action in (lambda: A() + 1, lambda: repr(A()), lambda: A() == A()):
    try:
        action()
    except RecursionError:
        print("RecursionError")

# expect:
# RecursionError
# RecursionError
# RecursionError
