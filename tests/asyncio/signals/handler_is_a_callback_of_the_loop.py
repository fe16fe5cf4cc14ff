import asyncio
import os
import signal


async def main():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def handler(*args):
        print("handled", args)
        done.set()

    loop.add_signal_handler(signal.SIGUSR1, handler, 1, "two")
    os.kill(os.getpid(), signal.SIGUSR1)
    print("sent")
    await done.wait()
    print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    print(signal.getsignal(signal.SIGUSR1).name)


asyncio.run(main())
# expect:
# sent
# handled (1, 'two')
# True False
# SIG_DFL
