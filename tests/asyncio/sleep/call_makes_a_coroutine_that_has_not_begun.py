import asyncio

c = asyncio.sleep(0, "value")
print(asyncio.iscoroutine(c))  # expect: True
print(c.send(None))  # expect: None
try:
    c.send(None)
except StopIteration as e:
    print(e.value)  # expect: value
