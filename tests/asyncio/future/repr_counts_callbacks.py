import asyncio

def done(f):
    pass

async def main():
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(done)
    print("cb=[done() at" in repr(f))  # expect: True
    f.add_done_callback(done)
    f.add_done_callback(done)
    print("<1 more>" in repr(f))  # expect: True

asyncio.run(main())
