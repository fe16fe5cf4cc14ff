import asyncio

async def background():
    try:
        await asyncio.Event().wait()
    finally:
        print("cleanup begins")  # expect: cleanup begins
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print("cleanup ends")  # expect: cleanup ends

async def main():
    global task
    task = asyncio.create_task(background())
    await asyncio.sleep(0)

asyncio.run(main())
print("after run")  # expect: after run
