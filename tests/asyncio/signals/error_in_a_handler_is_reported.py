import asyncio
import os
import signal


async def main():
    loop = asyncio.get_running_loop()
    reported = loop.create_future()
    loop.set_exception_handler(lambda loop, context: reported.set_result(context["exception"]))
    loop.add_signal_handler(signal.SIGUSR1, lambda: 1 / 0)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(repr(await reported))  # expect: ZeroDivisionError('division by zero')


asyncio.run(main())
