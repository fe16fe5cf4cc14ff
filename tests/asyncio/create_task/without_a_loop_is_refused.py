import asyncio

async def child():
    pass

c = child()
try:
    asyncio.create_task(c)
except RuntimeError as e:
    print(e)  # expect: no running event loop
c.close()
