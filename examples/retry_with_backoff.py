"""Trying again after a failure, waiting twice as long each time."""
import asyncio


class Flaky:
    """A service that fails a few times before it answers."""

    def __init__(self, failures):
        self.failures = failures

    async def call(self):
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise ConnectionError("try again later")
        return "welcome"


async def retry(work, attempts, delay):
    for attempt in range(1, attempts + 1):
        try:
            return await work()
        except ConnectionError as error:
            print(f"attempt {attempt}: {error}")
            if attempt == attempts:
                raise
            print(f"  waiting {delay:.2f} s")
            await asyncio.sleep(delay)
            delay *= 2


async def main():
    print(await retry(Flaky(2).call, attempts=4, delay=0.01))
    try:
        await retry(Flaky(9).call, attempts=2, delay=0.01)
    except ConnectionError:
        print("gave up")


asyncio.run(main())

# expect:
# attempt 1: try again later
#   waiting 0.01 s
# attempt 2: try again later
#   waiting 0.02 s
# welcome
# attempt 1: try again later
#   waiting 0.01 s
# attempt 2: try again later
# gave up
