def a():
    "doc"
    "not doc"
def b():
    x = 1
    "late"
def c():
    f"never a doc"
def d():
    b"bytes"
print(a.__doc__, b.__doc__, c.__doc__, d.__doc__)  # expect: doc None None None
