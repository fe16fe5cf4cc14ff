print(list(map(str, [1, 2])))
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
print(list(map(pow, [2, 3], [3, 2])))
m = map(print, "ab")
next(m)
print("lazy", list(m))
map(str)  # expect error: TypeError: map() must have at least two arguments.

# expect:
# ['1', '2']
# [11, 22]
# [8, 9]
# a
# b
# lazy [None]
