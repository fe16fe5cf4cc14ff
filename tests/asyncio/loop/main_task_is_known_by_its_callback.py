import asyncio
from asyncio.base_events import _run_until_complete_cb

async def other():
    await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(other())
    print([cb is _run_until_complete_cb for cb, _ in asyncio.current_task()._callbacks])  # expect: [True]
    print(bool(task._callbacks))  # expect: False
    await task

asyncio.run(main())
