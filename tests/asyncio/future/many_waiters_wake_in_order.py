import asyncio

async def waiter(name, f):
    print(name, await f)

async def main():
    f = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(waiter(n, f)) for n in "abc"]
    await asyncio.sleep(0)
    f.set_result("woke")
    print("set")
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# set
# a woke
# b woke
# c woke
