import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    pipes = [os.pipe() for _ in range(2)]

    def ready(own, other):
        print("one of them")  # expect: one of them
        # The other is ready in the same pass, and queued by now.
        print(loop.remove_reader(other), loop.remove_reader(own))  # expect: True True

    (a, a_end), (b, b_end) = pipes
    loop.add_reader(a, ready, a, b)
    loop.add_reader(b, ready, b, a)
    os.write(a_end, b"x")
    os.write(b_end, b"x")
    await asyncio.sleep(0.01)
    print(loop.remove_reader(a), loop.remove_reader(b))  # expect: False False
    for fd in (a, a_end, b, b_end):
        os.close(fd)


asyncio.run(main())
