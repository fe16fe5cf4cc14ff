import asyncio
async def gen():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print("cleanup")
async def main():
    global g
    g = gen()
    print(await anext(g))
    print("main ends")
asyncio.run(main())
print("run returned")
# expect:
# 1
# main ends
# cleanup
# run returned
