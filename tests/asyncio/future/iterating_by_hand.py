import asyncio

loop = asyncio.new_event_loop()
f = loop.create_future()
it = iter(f)
print(next(it) is f)  # expect: True
f.set_result("sent")
try:
    next(it)
except StopIteration as e:
    print(e.value)  # expect: sent
loop.close()
