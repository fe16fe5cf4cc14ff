import asyncio
async def f(): return 1
async def main():
    c = f()
    print(await c)  # expect: 1
    try:
        await c
    except RuntimeError as e:
        print(e)  # expect: cannot reuse already awaited coroutine
asyncio.run(main())
