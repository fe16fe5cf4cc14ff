import asyncio
n = 1
async def change():
    global n
    n = 100
    await asyncio.sleep(0)
    return 5
async def main():
    global n
    n += await change()
    print(n)  # expect: 6
asyncio.run(main())
