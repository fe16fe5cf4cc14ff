import asyncio

loop = asyncio.new_event_loop()
f = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(f)
except RuntimeError as e:
    print(e)  # expect: Event loop stopped before Future completed.
loop.close()
