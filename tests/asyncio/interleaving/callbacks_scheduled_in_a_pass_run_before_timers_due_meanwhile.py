import asyncio, time

async def main():
    loop = asyncio.get_running_loop()

    def busy():
        time.sleep(0.01)
        loop.call_soon(print, "scheduled while the timer became due")

    loop.call_later(0.001, print, "timer")
    loop.call_soon(busy)
    await asyncio.sleep(0.02)

asyncio.run(main())

# expect:
# scheduled while the timer became due
# timer
