import asyncio

loop = asyncio.new_event_loop()
print(loop.get_debug())  # expect: False
loop.set_debug(True)
print(loop.get_debug())  # expect: True
loop.close()
