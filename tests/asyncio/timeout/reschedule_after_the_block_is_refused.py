import asyncio

async def main():
    async with asyncio.timeout(1) as t:
        pass
    try:
        t.reschedule(5)
    except RuntimeError as e:
        print(e)  # expect: Cannot change state of finished Timeout
    t = asyncio.timeout(1)
    try:
        t.reschedule(5)
    except RuntimeError as e:
        print(e)  # expect: Timeout has not been entered

asyncio.run(main())
