import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

async def main():
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    context.run(var.set, "given")
    loop.call_soon(lambda: print(var.get()))  # expect: unset
    loop.call_soon(lambda: print(var.get()), context=context)  # expect: given
    loop.call_later(0.001, lambda: print(var.get()), context=context)  # expect: given
    await asyncio.sleep(0.01)

asyncio.run(main())
