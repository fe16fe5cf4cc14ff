def t(v):
    print("guard", v)
    return v > 2
match 2:
    case n if t(n): print("never")
    case n if t(n + 1): print("second", n)
# expect:
# guard 2
# guard 3
# second 2
