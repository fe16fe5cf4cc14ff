import asyncio, contextvars

var = contextvars.ContextVar("var", default=None)

async def work():
    var.set("set inside")

async def main():
    task = asyncio.create_task(work())
    await task
    print(task.get_context()[var], var.get())  # expect: set inside None

asyncio.run(main())
