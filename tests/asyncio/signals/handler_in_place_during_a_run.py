import asyncio
import signal


async def main():
    handler = signal.getsignal(signal.SIGINT)
    print(handler is signal.default_int_handler, callable(handler))  # expect: False True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, handler)
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("cancelled")  # expect: cancelled


asyncio.run(main())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)  # expect: True
