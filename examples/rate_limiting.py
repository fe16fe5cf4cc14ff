"""No more than so many requests in a stretch of time: a semaphore whose places are given back by timers."""
import asyncio


class RateLimiter:
    def __init__(self, count, seconds):
        self.tokens = asyncio.Semaphore(count)
        self.seconds = seconds

    async def __aenter__(self):
        await self.tokens.acquire()
        asyncio.get_running_loop().call_later(self.seconds, self.tokens.release)

    async def __aexit__(self, *error):
        pass


async def request(number, limiter, times):
    async with limiter:
        times.append(asyncio.get_running_loop().time())
        print("request", number)


async def main():
    limiter, times = RateLimiter(count=2, seconds=0.05), []
    await asyncio.gather(*(request(n, limiter, times) for n in range(6)))
    print("two at once:", times[1] - times[0] < 0.05)
    print("the third waits:", times[2] - times[0] >= 0.049)
    print("the fifth waits twice:", times[4] - times[0] >= 0.099)


asyncio.run(main())

# expect:
# request 0
# request 1
# request 2
# request 3
# request 4
# request 5
# two at once: True
# the third waits: True
# the fifth waits twice: True
