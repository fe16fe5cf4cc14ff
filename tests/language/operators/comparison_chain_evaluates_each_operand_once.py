def t(x):
    print("eval", x)
    return x
print(t(1) < t(2) < t(3))
print(t(3) < t(2) < t(1))
# expect:
# eval 1
# eval 2
# eval 3
# True
# eval 3
# eval 2
# False
