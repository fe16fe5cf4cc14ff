import asyncio
import functools
import inspect

functions = [
    asyncio.sleep,
    asyncio.wait_for,
    asyncio.open_connection,
    asyncio.Lock.acquire,
    asyncio.Lock().acquire,
    asyncio.Queue().get,
    asyncio.Timeout(None).__aexit__,
    functools.partial(asyncio.sleep, 1),
    asyncio.AbstractEventLoop.create_server,
]
print([inspect.iscoroutinefunction(f) for f in functions])
print([inspect.iscoroutinefunction(f) for f in [asyncio.gather, asyncio.Lock().release, asyncio.run, len, print]])

# expect:
# [True, True, True, True, True, True, True, True, True]
# [False, False, False, False, False]
