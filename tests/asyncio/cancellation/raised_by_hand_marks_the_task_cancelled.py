import asyncio

async def work():
    raise asyncio.CancelledError("by hand")

async def main():
    task = asyncio.create_task(work())
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())  # expect: True 0
    try:
        task.result()
    except asyncio.CancelledError as e:
        print(e.args)  # expect: ('by hand',)

asyncio.run(main())
