import asyncio

async def task(name):
    print("task", name)

async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: print("future callback"))
    loop.call_soon(print, "callback 1")
    t = asyncio.create_task(task("a"))
    f.set_result(None)
    loop.call_soon(print, "callback 2")
    u = asyncio.create_task(task("b"))
    await u

asyncio.run(main())

# expect:
# callback 1
# task a
# future callback
# callback 2
# task b
