import asyncio

async def child(n):
    print("start", n)
    await asyncio.sleep(0)
    print("end", n)

async def main():
    await asyncio.gather(*map(child, range(4)))

asyncio.run(main())

# expect:
# start 0
# start 1
# start 2
# start 3
# end 0
# end 1
# end 2
# end 3
