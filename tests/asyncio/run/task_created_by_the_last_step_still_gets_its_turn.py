import asyncio

async def background():
    print("first turn")  # expect: first turn
    await asyncio.sleep(0)
    print("never printed")

async def main():
    global task
    task = asyncio.create_task(background())

asyncio.run(main())
print(task.cancelled())  # expect: True
