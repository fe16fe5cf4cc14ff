import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    f.add_done_callback(lambda f: print("callback"))
    print("added")
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# added
# callback
