"""A blocking function stops the whole loop; asyncio.to_thread gives it a thread of its own."""
import asyncio
import time


def read_slowly():
    time.sleep(0.05)
    return "contents"


async def heartbeat(beats):
    while True:
        await asyncio.sleep(0.01)
        beats.append("beat")


async def main():
    beats = []
    heart = asyncio.create_task(heartbeat(beats))
    await asyncio.sleep(0)

    print(read_slowly(), "- beats meanwhile:", len(beats))
    print(await asyncio.to_thread(read_slowly), "- the heart beats meanwhile:", len(beats) >= 2)
    heart.cancel()


asyncio.run(main())

# expect:
# contents - beats meanwhile: 0
# contents - the heart beats meanwhile: True
