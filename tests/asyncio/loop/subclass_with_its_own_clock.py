import asyncio

class Hurried(asyncio.SelectorEventLoop):
    def time(self):
        return super().time() * 10

async def main():
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.sleep(0.1)
    print(loop.time() - begun >= 0.1)  # expect: True

with asyncio.Runner(loop_factory=Hurried) as runner:
    runner.run(main())
