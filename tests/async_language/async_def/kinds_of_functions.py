import inspect
def plain(): pass
def gen(): yield
async def coro(): pass
async def agen(): yield
for f in (plain, gen, coro, agen):
    print(inspect.isgeneratorfunction(f), inspect.iscoroutinefunction(f), inspect.isasyncgenfunction(f))
# expect:
# False False False
# True False False
# False True False
# False False True
