import asyncio

class Turn:
    def __await__(self):
        x = yield
        return ("resumed with", x)

async def other():
    print("other")  # expect: other

async def main():
    t = asyncio.create_task(other())
    print(await Turn())  # expect: ('resumed with', None)
    await t

asyncio.run(main())
