import asyncio

async def inner():
    pass

async def main(runner):
    c = inner()
    try:
        runner.run(c)
    except RuntimeError as e:
        print(e)  # expect: Runner.run() cannot be called from a running event loop
    c.close()

with asyncio.Runner() as runner:
    runner.run(main(runner))
