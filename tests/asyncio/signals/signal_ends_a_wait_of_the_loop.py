# real time: the system's timers send signals
import asyncio
import signal


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.add_signal_handler(signal.SIGALRM, future.set_result, "alarm")
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    print(await future)  # expect: alarm


asyncio.run(main())
