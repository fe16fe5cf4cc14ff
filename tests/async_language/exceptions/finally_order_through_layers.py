import asyncio
async def inner():
    try:
        await asyncio.sleep(0)
        raise ValueError("v")
    finally:
        await asyncio.sleep(0)
        print("inner")  # expect: inner
async def outer():
    try:
        await inner()
    finally:
        await asyncio.sleep(0)
        print("outer")  # expect: outer
try:
    asyncio.run(outer())
except ValueError as e:
    print(e)  # expect: v
