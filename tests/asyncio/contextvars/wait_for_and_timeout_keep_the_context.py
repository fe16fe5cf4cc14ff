import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

async def change(value):
    var.set(value)

async def main():
    await asyncio.wait_for(change(1), 5)
    print(var.get())  # expect: 1
    async with asyncio.timeout(5):
        await change(2)
    print(var.get())  # expect: 2
    await asyncio.gather(change(3))
    print(var.get())  # expect: 2

asyncio.run(main())
