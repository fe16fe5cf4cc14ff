import asyncio

async def main():
    loop = asyncio.get_running_loop()
    timer = loop.call_later(0.001, print, "never printed")
    print(timer.when() > loop.time() - 1, timer.cancelled())  # expect: True False
    timer.cancel()
    await asyncio.sleep(0.01)
    print(timer.cancelled())  # expect: True

asyncio.run(main())
