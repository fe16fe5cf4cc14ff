def t(name, v):
    print(name)
    return v
def f(*a, **k):
    return a, k
print(f(k=t("keyword", 1), *t("star", [2])))
# expect:
# star
# keyword
# ((2,), {'k': 1})
