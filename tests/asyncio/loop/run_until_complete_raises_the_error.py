import asyncio

async def bad():
    raise ValueError("bad")

loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(bad())
except ValueError as e:
    print(e)  # expect: bad
print(loop.is_running(), loop.is_closed())  # expect: False False
loop.close()
