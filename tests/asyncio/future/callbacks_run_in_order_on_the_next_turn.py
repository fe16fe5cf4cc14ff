import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda f: print("first", f.result()))
    f.add_done_callback(lambda f: print("second", f.result()))
    f.set_result("x")
    print("set")
    await asyncio.sleep(0)
    print("after a turn")

asyncio.run(main())

# expect:
# set
# first x
# second x
# after a turn
