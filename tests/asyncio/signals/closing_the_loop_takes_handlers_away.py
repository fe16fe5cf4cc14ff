import asyncio
import signal


async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, print)
    loop.add_signal_handler(signal.SIGINT, print)
    print(signal.getsignal(signal.SIGUSR1) is signal.SIG_DFL)  # expect: False


asyncio.run(main())
print(signal.getsignal(signal.SIGUSR1) is signal.SIG_DFL)  # expect: True
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)  # expect: True
