"""A context variable holds a value for each task, however deep the calls go."""
import asyncio
from contextvars import ContextVar

user = ContextVar("user", default="nobody")


async def log(message):
    print(f"[{user.get()}] {message}")


async def handle(name):
    user.set(name)  # seen by this task alone
    await log("logs in")
    await asyncio.sleep(0)
    await log("logs out")


async def main():
    await asyncio.gather(handle("ann"), handle("bob"))
    await log("is still here")


asyncio.run(main())

# expect:
# [ann] logs in
# [bob] logs in
# [ann] logs out
# [bob] logs out
# [nobody] is still here
