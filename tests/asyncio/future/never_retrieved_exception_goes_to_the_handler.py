import asyncio, gc

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print(c["message"], repr(c["exception"])))
    f = loop.create_future()
    f.set_exception(ValueError("nobody looked"))
    del f
    gc.collect()
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# Future exception was never retrieved ValueError('nobody looked')
