"""A lock keeps a read-and-write pair whole although there is an await between the two."""
import asyncio

balance = 100


async def withdraw(who, amount, lock):
    global balance
    async with lock:
        seen = balance
        print(f"{who} sees {seen}")
        await asyncio.sleep(0.01)  # without the lock the others would read the same balance here
        balance = seen - amount
    print(f"{who} took {amount}, {balance} left")


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(withdraw("Ann", 30, lock), withdraw("Bob", 50, lock))
    print("balance", balance)


asyncio.run(main())

# expect:
# Ann sees 100
# Ann took 30, 70 left
# Bob sees 70
# Bob took 50, 20 left
# balance 20
