import asyncio, contextvars

var = contextvars.ContextVar("var")

async def child():
    print("child sees", var.get())  # expect: child sees main's
    var.set("child's")

async def main():
    var.set("main's")
    await asyncio.create_task(child())
    print("main keeps", var.get())  # expect: main keeps main's

asyncio.run(main())
