import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

async def bump():
    var.set(var.get() + 1)
    return var.get()

with asyncio.Runner() as runner:
    print(runner.run(bump()))  # expect: 1
    print(runner.run(bump()))  # expect: 2
print(var.get())  # expect: 0
