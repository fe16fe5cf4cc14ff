import asyncio

async def worker(name):
    for i in range(3):
        print(name, i)
        await asyncio.sleep(0)

async def main():
    tasks = [asyncio.create_task(worker(n)) for n in "abc"]
    for task in tasks:
        await task

asyncio.run(main())

# expect:
# a 0
# b 0
# c 0
# a 1
# b 1
# c 1
# a 2
# b 2
# c 2
