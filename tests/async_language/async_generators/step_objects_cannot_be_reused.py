import asyncio
async def gen():
    yield 1
    yield 2
async def main():
    g = gen()
    for step in (g.asend(None), g.athrow(ValueError)):
        try:
            await step
        except ValueError:
            print("thrown")
        try:
            await step
        except RuntimeError as e:
            print(e)
asyncio.run(main())
# expect:
# cannot reuse already awaited __anext__()/asend()
# thrown
# cannot reuse already awaited aclose()/athrow()
