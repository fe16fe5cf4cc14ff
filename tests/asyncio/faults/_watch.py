"""What the tests of faults look at: descriptors that stay open, and what the loop reports."""
import asyncio
import os
import re
import socket


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def report(loop, context):
    """An exception handler that prints what does not change from run to run."""
    message = re.sub(r"(<.*>)", "...", context["message"])
    print("reported:", message, "|", repr(context.get("exception")))


async def settled():
    """Lets what was closed be gone: transports tell their protocols a turn later."""
    for _ in range(5):
        await asyncio.sleep(0.001)


def run(main):
    """Runs main() with the reporting handler; complains of descriptors that are left open."""
    async def watched():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(report)
        # What the loop itself needs is there before anything is counted.
        a, b = socket.socketpair()
        loop.add_reader(a, print)
        loop.remove_reader(a)
        a.close()
        b.close()
        before = descriptors()
        await main()
        await settled()
        left = descriptors() - before
        if left:
            print("descriptors left:", left)
    asyncio.run(watched())
