import asyncio
import signal


async def main():
    for end in [lambda p: p.terminate(), lambda p: p.kill(), lambda p: p.send_signal(signal.SIGUSR1)]:
        process = await asyncio.create_subprocess_exec("sleep", "60")
        print(process.returncode, end=" ")
        end(process)
        print(await process.wait(), process.returncode)
        try:
            end(process)
        except ProcessLookupError:
            print("gone")


asyncio.run(main())
# expect:
# None -15 -15
# gone
# None -9 -9
# gone
# None -10 -10
# gone
