import asyncio

async def main():
    loop = asyncio.get_running_loop()
    for n in range(3):
        loop.call_soon(print, "callback", n)
    print("scheduled")
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# scheduled
# callback 0
# callback 1
# callback 2
