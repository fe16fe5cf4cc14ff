def t(x):
    print(x)
    return x
print(t(2) ** t(3) ** t(2))
# expect:
# 2
# 3
# 2
# 512
