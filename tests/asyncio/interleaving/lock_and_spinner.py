import asyncio

async def user(name, lock):
    async with lock:
        print(name, "in")
        await asyncio.sleep(0)
    print(name, "out")

async def spinner():
    for n in range(5):
        print("turn", n)
        await asyncio.sleep(0)

async def main():
    lock = asyncio.Lock()
    await asyncio.gather(user("a", lock), spinner(), user("b", lock))

asyncio.run(main())

# expect:
# a in
# turn 0
# a out
# turn 1
# b in
# turn 2
# b out
# turn 3
# turn 4
