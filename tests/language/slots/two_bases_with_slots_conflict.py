class A:
    __slots__ = ("a",)


class B:
    __slots__ = ("b",)


class Empty:
    __slots__ = ()


class Fine(A, Empty):
    pass


try:
    class C(A, B):
        pass
except TypeError as e:
    print(e)  # expect: multiple bases have instance lay-out conflict
