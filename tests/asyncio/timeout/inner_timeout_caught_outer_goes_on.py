import asyncio

async def main():
    async with asyncio.timeout(10) as outer:
        for n in range(2):
            try:
                async with asyncio.timeout(0.002):
                    await asyncio.sleep(100)
            except TimeoutError:
                print("attempt", n)
    print("outer fine", outer.expired())

asyncio.run(main())

# expect:
# attempt 0
# attempt 1
# outer fine False
