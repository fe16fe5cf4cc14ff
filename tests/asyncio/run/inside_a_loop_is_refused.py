import asyncio

async def inner():
    pass

async def main():
    c = inner()
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(e)  # expect: asyncio.run() cannot be called from a running event loop
    c.close()

asyncio.run(main())
