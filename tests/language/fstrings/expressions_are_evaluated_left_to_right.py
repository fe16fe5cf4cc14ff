def t(x):
    print("eval", x)
    return x
print(f"{t(1)}-{t(2):{t(3)}}-{t(4)}")
# expect:
# eval 1
# eval 2
# eval 3
# eval 4
# 1-  2-4
