import asyncio

async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.002
    for n in range(5):
        loop.call_at(when, print, n)
    await asyncio.sleep(0.01)

asyncio.run(main())

# expect:
# 0
# 2
# 1
# 3
# 4
