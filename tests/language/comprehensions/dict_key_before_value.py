def t(x):
    print(x)
    return x
{t("k" + str(i)): t("v" + str(i)) for i in range(2)}
# expect:
# k0
# v0
# k1
# v1
