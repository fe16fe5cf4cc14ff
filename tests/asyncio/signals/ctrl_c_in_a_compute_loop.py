# real time: the system's timers send signals
import asyncio
import signal


async def main():
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    try:
        while True:
            pass
    finally:
        print("finally")


# The first only cancels the task, which never waits; the second is raised in the loop.
signal.signal(signal.SIGALRM, lambda number, frame: signal.raise_signal(signal.SIGINT))
try:
    asyncio.run(main())
except KeyboardInterrupt:
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("interrupted")
# expect:
# finally
# interrupted
