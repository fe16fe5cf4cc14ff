from collections import namedtuple
Q = namedtuple("Q", ["a", "b", "c"], defaults=[1, 2])
print(Q(0), Q._field_defaults, namedtuple("R", "a class a", rename=True)._fields)  # expect: Q(a=0, b=1, c=2) {'b': 1, 'c': 2} ('a', '_1', '_2')
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: namedtuple("R", "class")))  # expect: ValueError: Type names and field names cannot be a keyword: 'class'
print(error(lambda: namedtuple("R", "a a")))  # expect: ValueError: Encountered duplicate field name: 'a'
print(error(lambda: namedtuple("R", "_a")))  # expect: ValueError: Field names cannot start with an underscore: '_a'
print(error(lambda: Q()))  # expect: TypeError: Q.__new__() missing 1 required positional argument: 'a'
print(error(lambda: Q(1, 2, 3, 4)))  # expect: TypeError: Q.__new__() takes from 2 to 4 positional arguments but 5 were given
