import asyncio

async def main():
    result = 1 + await 5

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     result = 1 + await 5
# expect stderr:                  ^^^^^^^
# expect stderr: TypeError: object int can't be used in 'await' expression
# expect exit: 1
