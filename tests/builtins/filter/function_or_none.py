print(list(filter(None, [0, 1, "", "a", None, []])))
print(list(filter(str.isdigit, "a1b2")), list(filter(lambda x: x > 1, (1, 2, 3))))
it = filter(lambda x: print("test", x) or x, [0, 5])
print(next(it))
filter(None, 5)  # expect error: TypeError: 'int' object is not iterable

# expect:
# [1, 'a']
# ['1', '2'] [2, 3]
# test 0
# test 5
# 5
