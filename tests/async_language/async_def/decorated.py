import asyncio
def logged(f):
    async def run(*a):
        print("before", f.__name__)  # expect: before add
        r = await f(*a)
        print("after", r)  # expect: after 3
        return r
    return run
@logged
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
asyncio.run(add(1, 2))
