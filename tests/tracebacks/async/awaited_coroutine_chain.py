import asyncio

async def fetch(url):
    await asyncio.sleep(0)
    raise ConnectionError("refused: " + url)

async def load(url):
    return await fetch(url)

async def main():
    page = await load("a.example")

asyncio.run(main())

# expect stderr: Traceback (most recent call last):
# expect stderr:     asyncio.run(main())
# expect stderr:     ~~~~~~~~~~~^^^^^^^^
# expect stderr:     page = await load("a.example")
# expect stderr:            ^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr:     return await fetch(url)
# expect stderr:            ^^^^^^^^^^^^^^^^
# expect stderr:     raise ConnectionError("refused: " + url)
# expect stderr: ConnectionError: refused: a.example
# expect exit: 1
