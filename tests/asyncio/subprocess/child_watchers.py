import asyncio
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


async def main():
    process = await asyncio.create_subprocess_shell("exit 6")
    return await process.wait()


for watcher in [asyncio.ThreadedChildWatcher(), asyncio.PidfdChildWatcher()]:
    asyncio.set_child_watcher(watcher)
    print(type(watcher).__name__, asyncio.run(main()))
for kind in [asyncio.SafeChildWatcher, asyncio.FastChildWatcher]:
    with asyncio.Runner() as runner:
        watcher = kind()
        watcher.attach_loop(runner.get_loop())
        asyncio.set_child_watcher(watcher)
        print(type(watcher).__name__, runner.run(main()))
        asyncio.set_child_watcher(None)
# expect:
# ThreadedChildWatcher 6
# PidfdChildWatcher 6
# SafeChildWatcher 6
# FastChildWatcher 6
