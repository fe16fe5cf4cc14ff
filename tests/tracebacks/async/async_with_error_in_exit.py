import asyncio

class Resource:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        raise RuntimeError("close failed")

async def main():
    async with Resource():
        raise ValueError("body failed")

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("body failed")
# expect stderr: ValueError: body failed
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     async with Resource():
# expect stderr:                ~~~~~~~~^^
# expect stderr:     raise RuntimeError("close failed")
# expect stderr: RuntimeError: close failed
# expect exit: 1
