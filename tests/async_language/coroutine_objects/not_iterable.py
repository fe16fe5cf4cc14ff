async def f(): pass
c = f()
for use in (iter, list, next):
    try:
        use(c)
    except TypeError as e:
        print(e)
c.close()
# expect:
# 'coroutine' object is not iterable
# 'coroutine' object is not iterable
# 'coroutine' object is not an iterator
