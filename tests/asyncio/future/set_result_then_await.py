import asyncio

async def setter(f):
    print("setting")
    f.set_result("value")

async def main():
    f = asyncio.get_running_loop().create_future()
    asyncio.create_task(setter(f))
    print(f.done())
    print(await f)
    print(f.done(), f.result(), f.exception())

asyncio.run(main())

# expect:
# False
# setting
# value
# True value None
