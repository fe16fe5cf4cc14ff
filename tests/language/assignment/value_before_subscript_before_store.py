def t(x, v=None):
    print(x)
    return v
d = {}
t("object", d)[t("key", 1)] = t("value", 2)
print(d)
# expect:
# value
# object
# key
# {1: 2}
