# only taipan: virtual time
import asyncio


async def sleeper(name, seconds):
    await asyncio.sleep(seconds)
    print(name, asyncio.get_running_loop().time())


async def main():
    await asyncio.gather(sleeper("long", 3600), sleeper("short", 0.1), sleeper("middle", 0.3))


asyncio.run(main())
# expect:
# short 0.1
# middle 0.3
# long 3600.0
