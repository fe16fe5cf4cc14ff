import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

async def main():
    f = asyncio.get_running_loop().create_future()
    var.set("when added")
    f.add_done_callback(lambda f: print(var.get()))  # expect: when added
    var.set("when done")
    f.set_result(None)
    await asyncio.sleep(0)

asyncio.run(main())
