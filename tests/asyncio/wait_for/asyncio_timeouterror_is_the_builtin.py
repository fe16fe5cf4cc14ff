import asyncio

print(asyncio.TimeoutError is TimeoutError)  # expect: True
print(issubclass(TimeoutError, OSError))  # expect: True
