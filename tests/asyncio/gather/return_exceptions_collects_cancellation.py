import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    asyncio.get_running_loop().call_soon(task.cancel, "stop it")
    results = await asyncio.gather(task, asyncio.sleep(0, "ok"), return_exceptions=True)
    print(results)  # expect: [CancelledError(''), 'ok']

asyncio.run(main())
