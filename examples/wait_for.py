"""asyncio.wait_for gives up after a while; the work is cancelled and may tidy up."""
import asyncio


async def slow_operation():
    try:
        await asyncio.sleep(5)
        return "finished"
    except asyncio.CancelledError:
        print("asked to stop")
        raise


async def quick_operation():
    await asyncio.sleep(0.01)
    return "finished"


async def main():
    print(await asyncio.wait_for(quick_operation(), timeout=1))
    try:
        print(await asyncio.wait_for(slow_operation(), timeout=0.03))
    except TimeoutError:
        print("took too long")


asyncio.run(main())

# expect:
# finished
# asked to stop
# took too long
