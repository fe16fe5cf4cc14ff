import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(OSError("disk"))
    for _ in range(2):
        try:
            f.result()
        except OSError as e:
            print(e)

asyncio.run(main())

# expect:
# disk
# disk
