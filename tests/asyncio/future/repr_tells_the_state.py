import asyncio

async def main():
    loop = asyncio.get_running_loop()
    f, g, h = [loop.create_future() for _ in range(3)]
    print(repr(f))
    f.set_result([1, "two"])
    g.set_exception(ValueError("bad"))
    h.cancel()
    print(repr(f), repr(g), repr(h), sep="\n")
    g.exception()

asyncio.run(main())

# expect:
# <Future pending>
# <Future finished result=[1, 'two']>
# <Future finished exception=ValueError('bad')>
# <Future cancelled>
