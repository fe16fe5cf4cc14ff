# only taipan: new in Python 3.14
import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    asyncio.future_add_to_awaited_by(future, asyncio.current_task())
    asyncio.future_add_to_awaited_by(future, "no future")
    graph = asyncio.capture_call_graph(future)
    print(graph.future is future, graph.call_stack)  # expect: True ()
    print([waiter.future is asyncio.current_task() for waiter in graph.awaited_by])  # expect: [True]
    asyncio.future_discard_from_awaited_by(future, asyncio.current_task())
    print(asyncio.capture_call_graph(future).awaited_by)  # expect: ()


asyncio.run(main())
