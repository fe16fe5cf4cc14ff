try:
    class C:
        __slots__ = ("x",)
        x = 1
except ValueError as e:
    print(e)  # expect: 'x' in __slots__ conflicts with class variable
