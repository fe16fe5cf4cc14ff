# A read that blocks lets the others run.
import asyncio, os

async def main():
    read, write = os.pipe()
    reading = asyncio.create_task(asyncio.to_thread(os.read, read, 10))
    await asyncio.sleep(0.01)
    os.write(write, b"through")
    print(await reading)  # expect: b'through'
    os.close(read)
    os.close(write)

asyncio.run(main())
