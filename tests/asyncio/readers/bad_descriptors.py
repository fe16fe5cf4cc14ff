import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    for bad in (-1, 2.5, "x", None):
        try:
            loop.add_reader(bad, print)
        except ValueError as e:
            print(e)
    try:
        loop.add_writer(2**31 - 1, print)
    except OSError as e:
        print(type(e).__name__, e)
    file = os.open(__file__, os.O_RDONLY)
    try:
        loop.add_reader(file, print)
    except OSError as e:
        print(type(e).__name__, e)
    os.close(file)
    print(loop.remove_reader(file))


asyncio.run(main())
# expect:
# Invalid file descriptor: -1
# Invalid file object: 2.5
# Invalid file object: 'x'
# Invalid file object: None
# OSError [Errno 9] Bad file descriptor
# PermissionError [Errno 1] Operation not permitted
# False
