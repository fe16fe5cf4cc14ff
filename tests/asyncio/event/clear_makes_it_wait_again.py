import asyncio

async def main():
    event = asyncio.Event()
    print(event.is_set())  # expect: False
    event.set()
    print(event.is_set())  # expect: True
    event.clear()
    print(event.is_set())  # expect: False
    try:
        await asyncio.wait_for(event.wait(), 0.002)
    except TimeoutError:
        print("waited in vain")  # expect: waited in vain

asyncio.run(main())
