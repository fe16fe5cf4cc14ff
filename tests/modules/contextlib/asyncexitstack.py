import asyncio
from contextlib import AsyncExitStack, asynccontextmanager, aclosing, nullcontext
@asynccontextmanager
async def cm(n):
    yield n
    print("exit", n)
async def bye(): print("async callback")
async def main():
    async with AsyncExitStack() as s:
        print(await s.enter_async_context(cm(1)), s.enter_context(nullcontext(2)))
        s.push_async_callback(bye)
        s.callback(print, "callback")
asyncio.run(main())

# expect:
# 1 2
# callback
# async callback
# exit 1
