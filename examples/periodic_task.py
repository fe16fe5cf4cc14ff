"""Something that happens again and again in the background until it is called off."""
import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def every(seconds, action):
    async def repeat():
        while True:
            await asyncio.sleep(seconds)
            action()

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def main():
    ticks = []
    async with every(0.02, lambda: ticks.append("tick")):
        print("working")  # expect: working
        await asyncio.sleep(0.09)
    count = len(ticks)
    await asyncio.sleep(0.04)
    print("ticked several times:", count >= 3)  # expect: ticked several times: True
    print("and stopped:", len(ticks) == count)  # expect: and stopped: True


asyncio.run(main())
