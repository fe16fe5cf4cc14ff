import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

async def child():
    return var.get()

async def main():
    var.set(1)
    task = asyncio.create_task(child())
    var.set(2)
    print(await task)  # expect: 1

asyncio.run(main())
