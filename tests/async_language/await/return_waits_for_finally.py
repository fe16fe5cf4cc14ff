import asyncio
async def f():
    try:
        return "value"
    finally:
        await asyncio.sleep(0)
        print("cleanup")  # expect: cleanup
print(asyncio.run(f()))  # expect: value
