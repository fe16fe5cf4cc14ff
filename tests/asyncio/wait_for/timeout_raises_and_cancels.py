import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("work cancelled")  # expect: work cancelled
        raise

async def main():
    try:
        await asyncio.wait_for(work(), 0.005)
    except TimeoutError as e:
        print("timeout", e.args, repr(e.__cause__))  # expect: timeout () CancelledError()

asyncio.run(main())
