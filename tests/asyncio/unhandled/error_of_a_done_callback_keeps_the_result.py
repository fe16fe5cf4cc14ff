import asyncio

def bad(task):
    raise RuntimeError("callback")

async def work():
    return "result"

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print("handler:", repr(c["exception"])))  # expect: handler: RuntimeError('callback')
    task = asyncio.create_task(work())
    task.add_done_callback(bad)
    print(await task)  # expect: result

asyncio.run(main())
