def f(*args, flag):
    print(args, flag)


items = [1]
f(*items, flag=items.append(2))
f(0, *items, flag=items.append(3))


def fails():
    raise KeyError("the keyword")


try:
    f(*2.5, flag=fails())
except KeyError as e:
    print(e)
try:
    f(*2.5, flag=1)
except TypeError as e:
    print(e)

# expect:
# (1, 2) None
# (0, 1, 2) None
# 'the keyword'
# __main__.f() argument after * must be an iterable, not float
