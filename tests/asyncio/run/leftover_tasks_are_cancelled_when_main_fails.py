import asyncio

async def background():
    try:
        await asyncio.sleep(100)
    finally:
        print("background ends")  # expect: background ends

async def main():
    global task
    task = asyncio.create_task(background())
    await asyncio.sleep(0)
    raise KeyError("k")

try:
    asyncio.run(main())
except KeyError as e:
    print("error", e)  # expect: error 'k'
