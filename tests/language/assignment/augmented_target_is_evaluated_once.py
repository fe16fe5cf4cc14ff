def t(name, v):
    print(name)
    return v
x = [1, 2]
t("list", x)[t("index", 0)] += t("value", 10)
print(x)
class C: n = 1
c = C()
t("object", c).n += t("value", 5)
print(c.n)
# expect:
# list
# index
# value
# [11, 2]
# object
# value
# 6
