def t(x):
    print("eval", x)
    return x
print(t("a") if t(1) else t("b"))
print(t("a") if t(0) else t("b"))
# expect:
# eval 1
# eval a
# a
# eval 0
# eval b
# b
