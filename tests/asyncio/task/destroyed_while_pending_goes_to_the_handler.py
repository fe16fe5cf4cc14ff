import asyncio, gc

async def main():
    await asyncio.get_running_loop().create_future()

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, c: print(c["message"]))  # expect: Task was destroyed but it is pending!
task = loop.create_task(main())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
del task
gc.collect()
