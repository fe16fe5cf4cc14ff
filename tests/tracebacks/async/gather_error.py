import asyncio

async def child(n):
    return 10 / n

async def main():
    print(await asyncio.gather(child(1), child(0)))

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     print(await asyncio.gather(child(1), child(0)))
# expect stderr:           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:     return 10 / n
# expect stderr:            ~~~^~~
# expect stderr: ZeroDivisionError: division by zero
# expect exit: 1
