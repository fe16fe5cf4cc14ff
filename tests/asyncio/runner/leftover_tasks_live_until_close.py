import asyncio

async def background():
    try:
        while True:
            print("working")
            await asyncio.sleep(0)
    finally:
        print("stopped")

async def start():
    global task
    task = asyncio.create_task(background())
    await asyncio.sleep(0)

async def turn():
    await asyncio.sleep(0)

with asyncio.Runner() as runner:
    runner.run(start())
    print("between runs")
    runner.run(turn())
    print("closing")
print("closed")

# expect:
# working
# working
# between runs
# working
# working
# working
# closing
# stopped
# closed
