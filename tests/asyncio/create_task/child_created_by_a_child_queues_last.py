import asyncio

async def leaf(name):
    print("leaf", name)

async def parent(name):
    print("parent", name)
    await asyncio.create_task(leaf(name))
    print("parent", name, "ends")

async def main():
    await asyncio.gather(parent("a"), parent("b"))

asyncio.run(main())

# expect:
# parent a
# parent b
# leaf a
# leaf b
# parent a ends
# parent b ends
