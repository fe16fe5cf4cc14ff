class P:
    __match_args__ = ("x",)
    x = 1
class NoArgs: pass
class Bad:
    __match_args__ = ["x"]
def a():
    match P():
        case P(1, 2): pass
def b():
    match NoArgs():
        case NoArgs(1): pass
def c():
    match P():
        case P(1, x=1): pass
def d():
    match Bad():
        case Bad(1): pass
def e():
    number = 5
    match 5:
        case number(): pass
for f in (a, b, c, d, e):
    try:
        f()
    except TypeError as err:
        print(err)
# expect:
# P() accepts 1 positional sub-pattern (2 given)
# NoArgs() accepts 0 positional sub-patterns (1 given)
# P() got multiple sub-patterns for attribute 'x'
# Bad.__match_args__ must be a tuple (got list)
# called match pattern must be a class
