print(repr("é"), ascii("é"), repr(["é"]), ascii(["é", b"x", 1.5]))  # expect: 'é' '\xe9' ['é'] ['\xe9', b'x', 1.5]
class A:
    def __repr__(self): return "Ä"
print(repr(A()), ascii(A()))  # expect: Ä \xc4
