import asyncio

async def interrupter():
    raise KeyboardInterrupt

async def main():
    task = asyncio.create_task(interrupter())
    try:
        await asyncio.sleep(100)
    except BaseException as e:
        print("main saw", type(e).__name__, "/ task ended with", repr(task.exception()))
        raise

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")

# expect:
# main saw CancelledError / task ended with KeyboardInterrupt()
# interrupted
