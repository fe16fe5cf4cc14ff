print(list("a😀é"))
for i, c in enumerate("xy"):
    print(i, c)
print([*"ab"], tuple("ab"), set("aa"))

# expect:
# ['a', '😀', 'é']
# 0 x
# 1 y
# ['a', 'b'] ('a', 'b') {'a'}
