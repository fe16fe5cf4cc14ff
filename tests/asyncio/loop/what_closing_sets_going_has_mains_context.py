import asyncio

async def other():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print(repr(e.__context__))

async def main():
    global task
    task = asyncio.create_task(other())
    await asyncio.sleep(0)
    raise ValueError("main's")

try:
    asyncio.run(main())
except ValueError as e:
    print("raised", e)
# expect:
# ValueError("main's")
# raised main's
