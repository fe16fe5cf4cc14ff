import asyncio

def bad():
    raise ValueError("bad")

async def main():
    loop = asyncio.get_running_loop()
    seen = []
    loop.set_exception_handler(lambda l, context: seen.append((l is loop, context)))
    loop.call_soon(bad)
    loop.call_soon(print, "next callback")
    await asyncio.sleep(0)
    (same, context), = seen
    print(same, repr(context["exception"]), context["message"].startswith("Exception in callback bad()"))
    print(type(context["handle"]).__name__)

asyncio.run(main())

# expect:
# next callback
# True ValueError('bad') True
# Handle
