"""Stages joined by queues: every stage works while the others do, and a sentinel closes them one by one."""
import asyncio

END = object()


async def read(lines, out):
    for line in lines:
        await out.put(line)
    await out.put(END)


async def stage(work, source, out):
    while (item := await source.get()) is not END:
        await asyncio.sleep(0)
        await out.put(work(item))
    await out.put(END)


async def collect(source):
    return [item async for item in drain(source)]


async def drain(source):
    while (item := await source.get()) is not END:
        yield item


async def main():
    first, second, third = (asyncio.Queue(2) for _ in range(3))
    async with asyncio.TaskGroup() as group:
        group.create_task(read(["3 apples", "5 pears", "7 plums"], first))
        group.create_task(stage(str.split, first, second))
        group.create_task(stage(lambda words: (words[1], int(words[0]) * 2), second, third))
        result = group.create_task(collect(third))
    print(dict(result.result()))  # expect: {'apples': 6, 'pears': 10, 'plums': 14}


asyncio.run(main())
