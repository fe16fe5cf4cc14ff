import asyncio, contextvars

var = contextvars.ContextVar("var", default="default")

async def child():
    print(asyncio.current_task().get_name(), var.get())  # expect: named given

async def main():
    context = contextvars.copy_context()
    context.run(var.set, "given")
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(), name="named", context=context)

asyncio.run(main())
