import asyncio

def bad(f):
    raise ValueError("in callback")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print(sorted(c), repr(c["exception"])))
    f = loop.create_future()
    f.add_done_callback(bad)
    f.add_done_callback(lambda f: print("the next callback runs"))
    f.set_result(None)
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# ['exception', 'handle', 'message'] ValueError('in callback')
# the next callback runs
