for a in range(2):
    for b in range(3):
        if b == 1: break
        print(a, b)
    else:
        print("never")
print("end")
# expect:
# 0 0
# 1 0
# end
