for x in range(3):
    if x == 1: continue
    print(x)
else:
    print("else")
# expect:
# 0
# 2
# else
