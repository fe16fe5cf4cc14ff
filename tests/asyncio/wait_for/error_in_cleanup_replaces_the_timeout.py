import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        raise ValueError("cleanup failed")

async def main():
    try:
        await asyncio.wait_for(work(), 0.005)
    except ValueError as e:
        print(e, "/", type(e.__context__).__name__)  # expect: cleanup failed / TimeoutError

asyncio.run(main())
