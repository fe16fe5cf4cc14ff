import asyncio

async def sleeper():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        print("cancelled", e.args)  # expect: cancelled ()
        raise
    finally:
        print("finally")  # expect: finally

async def main():
    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("main sees it")  # expect: main sees it

asyncio.run(main())
