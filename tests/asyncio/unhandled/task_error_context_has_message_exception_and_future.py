import asyncio, gc

async def bad():
    1 / 0

async def main():
    contexts = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, c: contexts.append(c))
    task = asyncio.create_task(bad(), name="bad one")
    await asyncio.sleep(0)
    del task
    gc.collect()
    c, = contexts
    print(sorted(c))
    print(c["message"], "/", repr(c["exception"]), "/", c["future"].get_name())

asyncio.run(main())

# expect:
# ['exception', 'future', 'message']
# Task exception was never retrieved / ZeroDivisionError('division by zero') / bad one
