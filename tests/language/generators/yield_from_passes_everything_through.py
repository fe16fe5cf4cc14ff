def inner():
    try:
        x = yield 1
        print("inner got", x)
        yield 2
    except ValueError as e:
        print("inner caught", e)
        yield 3
    return "inner result"
def outer():
    r = yield from inner()
    print("outer got", r)
    yield 4
it = outer()
print(next(it))
print(it.send("x"))
print(it.throw(ValueError("boo")))
print(next(it))
# expect:
# 1
# inner got x
# 2
# inner caught boo
# 3
# outer got inner result
# 4
