"""A bounded queue between a producer and two consumers: whoever is ahead waits for the other side."""
import asyncio


async def producer(queue):
    for number in range(1, 6):
        await queue.put(number)
        print("produced", number)
    await queue.join()
    print("all of it is consumed")


async def consumer(name, queue):
    while True:
        number = await queue.get()
        await asyncio.sleep(0)
        print(f"{name} squares {number}: {number ** 2}")
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    consumers = [asyncio.create_task(consumer(n, queue)) for n in ("left", "right")]
    await producer(queue)
    for task in consumers:
        task.cancel()


asyncio.run(main())

# expect:
# produced 1
# produced 2
# produced 3
# produced 4
# left squares 1: 1
# right squares 2: 4
# produced 5
# left squares 3: 9
# right squares 4: 16
# left squares 5: 25
# all of it is consumed
