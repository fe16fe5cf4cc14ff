class A:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
class B:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 6
async def f(x):
    async with x: pass
for x in (A(), B()):
    try:
        f(x).send(None)
    except TypeError as e:
        print(e)
# expect:
# 'async with' received an object from __aenter__ that does not implement __await__: int
# 'async with' received an object from __aexit__ that does not implement __await__: int
