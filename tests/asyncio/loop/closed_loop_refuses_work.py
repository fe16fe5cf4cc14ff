import asyncio

async def work():
    pass

loop = asyncio.new_event_loop()
print(loop.is_closed())
loop.close()
print(loop.is_closed())
loop.close()
for attempt in (lambda: loop.call_soon(print), lambda: loop.call_later(1, print), loop.run_forever):
    try:
        attempt()
    except RuntimeError as e:
        print(e)
c = work()
try:
    loop.run_until_complete(c)
except RuntimeError as e:
    print(e)
c.close()

# expect:
# False
# True
# Event loop is closed
# Event loop is closed
# Event loop is closed
# Event loop is closed
