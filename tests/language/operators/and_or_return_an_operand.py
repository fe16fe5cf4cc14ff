def t(x):
    print("eval", repr(x))
    return x
print(t(0) or t("") or t([]) or t("last"))
print(t(1) and t(0) and t(2))
print(not [], not "x")
# expect:
# eval 0
# eval ''
# eval []
# eval 'last'
# last
# eval 1
# eval 0
# 0
# True False
