import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")
context = contextvars.copy_context()
context.run(var.set, "given")

async def read():
    return var.get()

with asyncio.Runner() as runner:
    print(runner.run(read(), context=context))  # expect: given
    print(runner.run(read()))  # expect: unset
