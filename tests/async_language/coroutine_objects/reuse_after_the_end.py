async def f(): return 1
c = f()
try:
    c.send(None)
except StopIteration:
    pass
for again in (lambda: c.send(None), lambda: c.throw(ValueError)):
    try:
        again()
    except RuntimeError as e:
        print(e)
print(c.close())
# expect:
# cannot reuse already awaited coroutine
# cannot reuse already awaited coroutine
# None
