class R:
    def __repr__(self): return "R!"
class S:
    def __str__(self): return "S!"
    def __repr__(self): return "<S>"
print(str(R()), repr(R()), str(S()), [S()], f"{S()} {S()!r}")  # expect: R! R! S! [<S>] S! <S>
