import asyncio, contextvars

var = contextvars.ContextVar("var", default="unset")

def blocking(fail):
    if fail:
        raise ValueError("in the thread")
    return var.get()

async def main():
    var.set("set in main")
    print(await asyncio.to_thread(blocking, fail=False))  # expect: set in main
    try:
        await asyncio.to_thread(blocking, True)
    except ValueError as e:
        print(e)  # expect: in the thread

asyncio.run(main())
