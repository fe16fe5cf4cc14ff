import asyncio

async def player(name, mine, other, rounds):
    for n in range(rounds):
        await mine.wait()
        mine.clear()
        print(name, n)
        other.set()

async def main():
    ping, pong = asyncio.Event(), asyncio.Event()
    ping.set()
    await asyncio.gather(player("ping", ping, pong, 3), player("pong", pong, ping, 3))

asyncio.run(main())

# expect:
# ping 0
# pong 0
# ping 1
# pong 1
# ping 2
# pong 2
