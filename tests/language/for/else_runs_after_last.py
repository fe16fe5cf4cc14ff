for x in [1, 2]:
    print(x)
else:
    print("done")
# expect:
# 1
# 2
# done
