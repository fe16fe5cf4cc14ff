x = [1, 2, 3]
for i in x:
    if i < 3 and len(x) < 5: x.append(i * 10)
    print(i)
# expect:
# 1
# 2
# 3
# 10
# 20
