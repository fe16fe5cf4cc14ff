import asyncio

other = asyncio.new_event_loop()
f = other.create_future()

async def main():
    try:
        await f
    except RuntimeError as e:
        print("attached to a different loop" in str(e))  # expect: True

asyncio.run(main())
other.close()
