a = [1, 2]
for x in *a, 3:
    print(x)
# expect:
# 1
# 2
# 3
