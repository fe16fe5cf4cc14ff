import asyncio

async def main():
    a = asyncio.create_task(asyncio.sleep(0), name="a")
    b = asyncio.create_task(asyncio.Event().wait(), name="b")
    print(sorted(t.get_name() for t in asyncio.all_tasks()))  # expect: ['Task-1', 'a', 'b']
    await a
    print(sorted(t.get_name() for t in asyncio.all_tasks()))  # expect: ['Task-1', 'b']
    b.cancel()
    await asyncio.wait([b])
    print(asyncio.all_tasks() == {asyncio.current_task()})  # expect: True

asyncio.run(main())
