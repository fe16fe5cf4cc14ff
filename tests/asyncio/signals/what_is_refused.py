import asyncio
import signal
import threading


async def coroutine():
    pass


async def main():
    loop = asyncio.get_running_loop()
    for call in [
        lambda: loop.add_signal_handler("SIGUSR1", print),
        lambda: loop.add_signal_handler(-1, print),
        lambda: loop.add_signal_handler(signal.NSIG + 1, print),
        lambda: loop.add_signal_handler(signal.SIGKILL, print),
        lambda: loop.add_signal_handler(signal.SIGUSR1, coroutine),
        lambda: loop.remove_signal_handler("x"),
        lambda: loop.remove_signal_handler(-1),
    ]:
        try:
            call()
        except (TypeError, ValueError, RuntimeError) as e:
            print(type(e).__name__, e)


def in_a_thread():
    loop = asyncio.new_event_loop()
    try:
        loop.add_signal_handler(signal.SIGUSR1, print)
    except RuntimeError as e:
        print(e)
    loop.close()


asyncio.run(main())
thread = threading.Thread(target=in_a_thread)
thread.start()
thread.join()
# expect:
# TypeError sig must be an int, not 'SIGUSR1'
# ValueError invalid signal number -1
# ValueError invalid signal number 66
# RuntimeError sig 9 cannot be caught
# TypeError coroutines cannot be used with add_signal_handler()
# TypeError sig must be an int, not 'x'
# ValueError invalid signal number -1
# set_wakeup_fd only works in main thread of the main interpreter
