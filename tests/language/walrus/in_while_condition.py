data = iter([3, 2, 1, 0, 9])
while (x := next(data)):
    print(x)
print("end", x)
# expect:
# 3
# 2
# 1
# end 0
