import asyncio

loop = asyncio.new_event_loop()
print(loop.is_running())  # expect: False
loop.call_soon(lambda: print(loop.is_running()))  # expect: True
loop.call_soon(loop.stop)
loop.run_forever()
print(loop.is_running())  # expect: False
loop.close()
