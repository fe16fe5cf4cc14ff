import asyncio

class Odd:
    def __await__(self):
        yield "odd"

async def main():
    try:
        await Odd()
    except RuntimeError as e:
        print(e)  # expect: Task got bad yield: 'odd'

asyncio.run(main())
