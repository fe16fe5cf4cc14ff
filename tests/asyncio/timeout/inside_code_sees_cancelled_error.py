import asyncio

async def main():
    try:
        async with asyncio.timeout(0.005):
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("inside: cancelled", asyncio.current_task().cancelling())  # expect: inside: cancelled 1
                raise
    except TimeoutError:
        print("outside: timeout", asyncio.current_task().cancelling())  # expect: outside: timeout 0

asyncio.run(main())
