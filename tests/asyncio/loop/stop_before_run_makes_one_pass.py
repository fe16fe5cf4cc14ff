import asyncio

loop = asyncio.new_event_loop()
loop.call_soon(lambda: (print("first pass"), loop.call_soon(print, "second pass")))
loop.stop()
loop.run_forever()
print("stopped")
loop.stop()
loop.run_forever()
loop.close()

# expect:
# first pass
# stopped
# second pass
