import asyncio

async def inner():
    try:
        await asyncio.sleep(100)
    finally:
        print("inner cancelled")  # expect: inner cancelled

async def outer(task):
    try:
        await task
    finally:
        print("outer cancelled")  # expect: outer cancelled

async def main():
    i = asyncio.create_task(inner())
    o = asyncio.create_task(outer(i))
    await asyncio.sleep(0)
    o.cancel()
    await asyncio.wait([i, o])
    print(i.cancelled(), o.cancelled())  # expect: True True

asyncio.run(main())
