import asyncio

loop = asyncio.new_event_loop()
f = loop.create_future()
it = f.__await__()
next(it)
try:
    next(it)
except RuntimeError as e:
    print(e)  # expect: await wasn't used with future
loop.close()
