# only taipan: new in Python 3.14
import asyncio


def names(graph):
    return [entry.frame.f_code.co_name for entry in graph.call_stack]


async def inner():
    print(names(asyncio.capture_call_graph()))  # expect: ['inner', 'middle', 'main']
    print(names(asyncio.capture_call_graph(depth=2)))  # expect: ['middle', 'main']
    print(names(asyncio.capture_call_graph(limit=1)))  # expect: ['main']
    print(names(asyncio.capture_call_graph(limit=-1)))  # expect: ['inner']
    print(names(asyncio.capture_call_graph(limit=0)))  # expect: []


async def middle():
    await inner()


async def main():
    await middle()


asyncio.run(main())
