import asyncio
import os

order = []


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()

    def ready():
        order.append("reader")
        loop.remove_reader(read)

    loop.add_reader(read, ready)
    os.write(write, b"x")
    # Queued before the loop looks at descriptors, which it does in each pass, before the timers.
    loop.call_later(0, order.append, "timer")
    loop.call_soon(order.append, "soon")
    for _ in range(3):
        order.append("task")
        await asyncio.sleep(0)
    print(order)  # expect: ['task', 'soon', 'task', 'reader', 'timer', 'task']
    os.close(read)
    os.close(write)


asyncio.run(main())
