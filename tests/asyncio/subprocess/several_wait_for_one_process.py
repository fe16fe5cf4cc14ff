import asyncio


async def main():
    process = await asyncio.create_subprocess_shell("exit 4")
    print(await asyncio.gather(*(process.wait() for _ in range(3))), await process.wait())  # expect: [4, 4, 4] 4


asyncio.run(main())
