"""An event is a flag that many can wait for."""
import asyncio


async def runner(name, start):
    print(name, "is ready")
    await start.wait()
    print(name, "runs")


async def main():
    start = asyncio.Event()
    runners = [asyncio.create_task(runner(n, start)) for n in ("Ada", "Bea", "Cleo")]
    await asyncio.sleep(0.01)
    print("on your marks ... go!")
    start.set()
    await asyncio.gather(*runners)


asyncio.run(main())

# expect:
# Ada is ready
# Bea is ready
# Cleo is ready
# on your marks ... go!
# Ada runs
# Bea runs
# Cleo runs
