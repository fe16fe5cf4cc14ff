import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

async def main():
    loop = asyncio.get_running_loop()
    var.set(1)
    loop.call_soon(lambda: print(var.get()))  # expect: 1
    var.set(2)
    loop.call_soon(lambda: (var.set(3), print(var.get())))  # expect: 3
    await asyncio.sleep(0)
    print(var.get())  # expect: 2

asyncio.run(main())
