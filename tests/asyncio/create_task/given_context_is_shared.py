import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

async def child(value):
    before = var.get()
    var.set(value)
    return before

async def main():
    context = contextvars.copy_context()
    print(await asyncio.create_task(child("one"), context=context))  # expect: unset
    print(await asyncio.create_task(child("two"), context=context))  # expect: one
    print(context[var], var.get())  # expect: two unset

asyncio.run(main())
