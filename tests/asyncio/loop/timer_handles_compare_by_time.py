import asyncio

async def main():
    loop = asyncio.get_running_loop()
    now = loop.time()
    a, b = loop.call_at(now + 50, print), loop.call_at(now + 60, print)
    print(a < b, a > b, a == b, a <= b, max(a, b) is b)  # expect: True False False True True
    a.cancel(), b.cancel()

asyncio.run(main())
