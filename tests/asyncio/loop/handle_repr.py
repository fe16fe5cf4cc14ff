import asyncio

def callback(x):
    pass

async def main():
    h = asyncio.get_running_loop().call_soon(callback, 1)
    print(repr(h).startswith("<Handle callback("))  # expect: True
    h.cancel()
    print(repr(h))  # expect: <Handle cancelled>

asyncio.run(main())
