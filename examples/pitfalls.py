"""Four common mistakes, each beside what was meant."""
import asyncio
import time
import warnings

warnings.simplefilter("ignore")  # Python would warn about the first one


async def answer():
    await asyncio.sleep(0)
    return 42


async def nap(blocking, trace):
    trace.append("asleep")
    if blocking:
        time.sleep(0.01)
    else:
        await asyncio.sleep(0.01)
    trace.append("awake")


async def main():
    print("1. forgotten await:", type(answer()).__name__, "instead of", await answer())

    for blocking in (True, False):
        trace = []
        await asyncio.gather(nap(blocking, trace), nap(blocking, trace))
        print("2.", "time.sleep:" if blocking else "asyncio.sleep:", *trace)

    try:
        asyncio.run(answer())
    except RuntimeError as error:
        print("3. a loop in a loop:", error)

    async def forgotten():
        raise ValueError("nobody would have noticed")

    task = asyncio.create_task(forgotten())
    await asyncio.sleep(0)
    print("4. an error nobody asked for:", task.exception())


asyncio.run(main())

# expect:
# 1. forgotten await: coroutine instead of 42
# 2. time.sleep: asleep awake asleep awake
# 2. asyncio.sleep: asleep asleep awake awake
# 3. a loop in a loop: asyncio.run() cannot be called from a running event loop
# 4. an error nobody asked for: nobody would have noticed
