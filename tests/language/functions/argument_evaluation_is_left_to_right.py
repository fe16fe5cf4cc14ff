def t(x):
    print(x)
    return x
def f(*a, **k):
    print("called", a, k)
def get():
    print("callee")
    return f
get()(t("a"), *[t("b")], k=t("c"), **{"d": t("d")})
# expect:
# callee
# a
# b
# c
# d
# called ('a', 'b') {'k': 'c', 'd': 'd'}
