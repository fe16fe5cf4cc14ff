def t(n, v):
    print(n)  # expect: a
    return v
print([x for x in [1] if t("a", 0) if t("b", 1)])  # expect: []
