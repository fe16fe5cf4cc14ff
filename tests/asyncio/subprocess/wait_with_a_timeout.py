import asyncio


async def main():
    process = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        await asyncio.wait_for(process.wait(), 0.01)
    except TimeoutError:
        print("still running", process.returncode)  # expect: still running None
    process.kill()
    print(await process.wait())  # expect: -9


asyncio.run(main())
