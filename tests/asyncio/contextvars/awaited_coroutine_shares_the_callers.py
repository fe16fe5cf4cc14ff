import asyncio, contextvars

var = contextvars.ContextVar("var", default="old")

async def change():
    var.set("new")

async def main():
    await change()
    print(var.get())  # expect: new
    await asyncio.create_task(change_to("task"))
    print(var.get())  # expect: new

async def change_to(value):
    var.set(value)

asyncio.run(main())
