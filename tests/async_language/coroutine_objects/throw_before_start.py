async def f():
    print("never")
c = f()
try:
    c.throw(KeyError("early"))
except KeyError as e:
    print(e)  # expect: 'early'
try:
    c.send(None)
except RuntimeError as e:
    print(e)  # expect: cannot reuse already awaited coroutine
