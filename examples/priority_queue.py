"""Tickets are worked on by urgency, not by arrival."""
import asyncio


async def clerk(desk):
    while not desk.empty():
        urgency, ticket = await desk.get()
        print(f"[{urgency}] {ticket}")
        await asyncio.sleep(0)
        if ticket == "server down":
            desk.put_nowait((1, "write the report"))


async def main():
    desk = asyncio.PriorityQueue()
    for ticket in [(5, "new keyboard"), (0, "server down"), (3, "slow printer"), (0, "fire")]:
        await desk.put(ticket)
    await clerk(desk)


asyncio.run(main())

# expect:
# [0] fire
# [0] server down
# [1] write the report
# [3] slow printer
# [5] new keyboard
