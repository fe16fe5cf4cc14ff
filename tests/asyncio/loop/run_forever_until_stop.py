import asyncio

loop = asyncio.new_event_loop()
loop.call_soon(print, "one")
loop.call_soon(loop.stop)
loop.call_soon(print, "two, still in this pass")
loop.run_forever()
print("stopped")
loop.close()

# expect:
# one
# two, still in this pass
# stopped
