class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
match P(1, P(2, 3)):
    case P(a, P(b, y=c)):
        print(a, b, c)  # expect: 1 2 3
