import asyncio
from asyncio.subprocess import PIPE


async def work(i):
    process = await asyncio.create_subprocess_shell(f"echo {i}", stdout=PIPE)
    return (await process.communicate())[0]


async def main():
    return await asyncio.gather(*(asyncio.to_thread(asyncio.run, work(i)) for i in range(3)))


print(asyncio.run(main()))  # expect: [b'0\n', b'1\n', b'2\n']
