import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    seen = loop.create_future()
    loop.add_reader(read, print, "the first")
    loop.add_reader(read, seen.set_result, "the second")
    os.write(write, b"x")
    print(await seen)  # expect: the second
    print(loop.remove_reader(read), loop.remove_reader(read))  # expect: True False
    loop.add_writer(write, print, "writer")
    print(loop.remove_writer(write))  # expect: True
    os.close(read)
    os.close(write)


asyncio.run(main())
