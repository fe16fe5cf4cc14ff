def t(x):
    print("got", x)
    return x
g = (t(x) for x in range(3))
print("made")
print(next(g))
print(next(g))
# expect:
# made
# got 0
# 0
# got 1
# 1
