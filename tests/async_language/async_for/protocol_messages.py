class NoNext:
    def __aiter__(self): return 5
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def f(x):
    async for _ in x: pass
for x in ([1], 5, NoNext(), BadNext()):
    try:
        f(x).send(None)
    except TypeError as e:
        print(e)
# expect:
# 'async for' requires an object with __aiter__ method, got list
# 'async for' requires an object with __aiter__ method, got int
# 'async for' received an object from __aiter__ that does not implement __anext__: int
# 'async for' received an invalid object from __anext__: int
