import asyncio

async def main():
    pass

runner = asyncio.Runner()
with runner:
    runner.run(main())
c = main()
try:
    runner.run(c)
except RuntimeError as e:
    print(e)  # expect: Runner is closed
c.close()
