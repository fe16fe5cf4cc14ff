n = 0
while n < 5:
    n += 1
    if n % 2: continue
    print(n)
# expect:
# 2
# 4
