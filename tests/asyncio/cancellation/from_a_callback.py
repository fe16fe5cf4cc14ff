import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        print("work ends")  # expect: work ends

async def main():
    task = asyncio.create_task(work())
    asyncio.get_running_loop().call_later(0.002, task.cancel, "from a timer")
    try:
        await task
    except asyncio.CancelledError as e:
        print(e.args)  # expect: ('from a timer',)

asyncio.run(main())
