class Text(str):
    pass


class A:
    def __str__(self):
        return Text("shown")

    def __repr__(self):
        return Text("<A>")


class B:
    def __repr__(self):
        return Text("<B>")


print(type(str(A())).__name__, type(repr(A())).__name__, type(ascii(A())).__name__)  # expect: Text Text Text
print(type(str(B())).__name__)  # expect: Text
