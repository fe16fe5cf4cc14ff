import asyncio, gc

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    future = loop.create_future()
    error = ValueError("lost")
    error.future = future
    future.set_exception(error)
    del future, error
    gc.collect()
    # expect: Future exception was never retrieved ValueError('lost')

asyncio.run(main())
