def t(x, v):
    print(x)
    return v
@t("decorator", lambda f: f)
def f(a=t("default", 1)): pass
# expect:
# decorator
# default
