import asyncio

async def bad():
    raise ValueError("alone")

async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, c: print("handler:", c["exception"]))
    asyncio.create_task(bad())
    for n in range(3):
        await asyncio.sleep(0)
        print("main", n)

asyncio.run(main())

# expect:
# handler: alone
# main 0
# main 1
# main 2
