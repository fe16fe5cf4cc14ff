import asyncio

async def background():
    try:
        await asyncio.sleep(100)
    finally:
        raise ValueError("in cleanup")

async def main():
    global task
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: print(context["message"], repr(context["exception"])))
    task = asyncio.create_task(background())
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# unhandled exception during asyncio.run() shutdown ValueError('in cleanup')
