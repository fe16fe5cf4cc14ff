import asyncio

async def waiter(name, event):
    print(name, "waits")
    print(name, "got", await event.wait())

async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(n, event)) for n in "abc"]
    await asyncio.sleep(0)
    print("setting")
    event.set()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# a waits
# b waits
# c waits
# setting
# a got True
# b got True
# c got True
