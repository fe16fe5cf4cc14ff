import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

async def main():
    f = asyncio.get_running_loop().create_future()
    context = contextvars.copy_context()
    context.run(var.set, "given")
    f.add_done_callback(lambda f: print(var.get()), context=context)  # expect: given
    f.add_done_callback(lambda f: print(var.get()))  # expect: unset
    f.set_result(None)
    await asyncio.sleep(0)

asyncio.run(main())
