def t(name, box):
    print("target", name)
    return box
a, b = {}, {}
def value():
    print("value")
    return 7
t("a", a)["k"] = t("b", b)["k"] = value()
print(a, b)
# expect:
# value
# target a
# target b
# {'k': 7} {'k': 7}
