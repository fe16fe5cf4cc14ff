import asyncio

async def bad():
    raise OSError("bad")

async def good():
    return "good"

with asyncio.Runner() as runner:
    try:
        runner.run(bad())
    except OSError as e:
        print(e)  # expect: bad
    print(runner.run(good()))  # expect: good
