import asyncio

turn = 0

async def player(me, cond, rounds):
    global turn
    for r in range(rounds):
        async with cond:
            await cond.wait_for(lambda: turn % 3 == me)
            print("player", me, "round", r)
            turn += 1
            cond.notify_all()

async def main():
    cond = asyncio.Condition()
    await asyncio.gather(*(player(n, cond, 2) for n in (2, 0, 1)))

asyncio.run(main())

# expect:
# player 0 round 0
# player 1 round 0
# player 2 round 0
# player 0 round 1
# player 1 round 1
# player 2 round 1
