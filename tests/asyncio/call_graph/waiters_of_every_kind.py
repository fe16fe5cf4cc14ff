# only taipan: new in Python 3.14
import asyncio


async def leaf():
    await asyncio.sleep(1)


async def main():
    def named(coro, name):
        return asyncio.create_task(coro, name=name)

    async def wait_for_it(task):
        await task

    task = named(leaf(), "leaf")
    waiters = [
        named(wait_for_it(task), "await"),
        named(wait_for_it(asyncio.gather(task, asyncio.sleep(0))), "gather"),
        named(wait_for_it(asyncio.shield(task)), "shield"),
        named(asyncio.wait([task]), "wait"),
        named(asyncio.wait_for(task, 10), "wait_for"),
    ]
    await asyncio.sleep(0.1)
    graph = asyncio.capture_call_graph(task)
    print(sorted(waiter.future.get_name() for waiter in graph.awaited_by))
    print([entry.frame.f_code.co_name for entry in graph.call_stack])
    print([entry.frame.f_code.co_name for entry in graph.awaited_by[0].call_stack] in (["wait_for_it"], []))
    for waiter in waiters:
        waiter.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)
    print(task.cancelled(), asyncio.capture_call_graph(task).awaited_by)


asyncio.run(main())

# expect:
# ['await', 'gather', 'shield', 'wait', 'wait_for']
# ['leaf']
# True
# True ()
