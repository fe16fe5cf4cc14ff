import asyncio

async def agen():
    try:
        yield 1
    finally:
        print("closed")

async def main():
    global g
    g = agen()
    await g.__anext__()

with asyncio.Runner() as runner:
    runner.run(main())
    print("still open")

# expect:
# still open
# closed
