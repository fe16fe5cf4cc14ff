import asyncio, gc, weakref

class Mark:
    pass

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"]))

    async def wait(future, mark):
        try:
            await future
        finally:
            print("closed")

    future = loop.create_future()
    mark = Mark()
    ref = weakref.ref(mark)
    task = asyncio.create_task(wait(future, mark))
    await asyncio.sleep(0)
    del task, future, mark
    gc.collect()
    print(ref())

asyncio.run(main())
# expect: closed
# expect: Task was destroyed but it is pending!
# expect: None
