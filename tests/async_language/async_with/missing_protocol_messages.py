class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass
class OnlyEnter:
    async def __aenter__(self): pass
async def f(x):
    async with x: pass
for x in (1, Sync(), OnlyEnter()):
    try:
        f(x).send(None)
    except TypeError as e:
        print(e)
# expect:
# 'int' object does not support the asynchronous context manager protocol
# 'Sync' object does not support the asynchronous context manager protocol
# 'OnlyEnter' object does not support the asynchronous context manager protocol (missed __aexit__ method)
