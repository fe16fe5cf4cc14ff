import asyncio

async def background(name):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def main():
    global tasks
    tasks = [asyncio.create_task(background(n)) for n in ("one",)]
    await asyncio.sleep(0)
    print("main done")

asyncio.run(main())
print(tasks[0].cancelled())

# expect:
# main done
# one cancelled
# True
