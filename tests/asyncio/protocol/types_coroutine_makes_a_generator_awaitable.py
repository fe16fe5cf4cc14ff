import asyncio, types

@types.coroutine
def turn():
    yield
    return "turned"

async def main():
    print(await turn())  # expect: turned

asyncio.run(main())
