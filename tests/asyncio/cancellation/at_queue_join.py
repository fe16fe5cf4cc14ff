import asyncio

async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    task = asyncio.create_task(q.join())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    q.get_nowait()
    q.task_done()
    await q.join()
    print(task.cancelled())  # expect: True

asyncio.run(main())
