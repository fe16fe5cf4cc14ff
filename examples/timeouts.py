"""asyncio.timeout limits a whole block; the limit can be moved while the block runs."""
import asyncio


async def download(chunks, limit):
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(limit) as timeout:
            for n, seconds in enumerate(chunks):
                await asyncio.sleep(seconds)
                print("chunk", n)
                timeout.reschedule(loop.time() + limit)  # every chunk renews the patience
        print("complete")
    except TimeoutError:
        print("no chunk for too long, expired:", timeout.expired())


async def main():
    await download([0.01, 0.02, 0.01], limit=0.06)
    await download([0.01, 10, 0.01], limit=0.04)


asyncio.run(main())

# expect:
# chunk 0
# chunk 1
# chunk 2
# complete
# chunk 0
# no chunk for too long, expired: True
