import asyncio

c = asyncio.sleep(1)
try:
    c.send(None)
except RuntimeError as e:
    print(e)  # expect: no running event loop
