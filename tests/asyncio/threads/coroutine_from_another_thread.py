import asyncio, threading

async def double(n):
    await asyncio.sleep(0)
    if n < 0:
        raise ValueError(n)
    return n * 2

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(double(4), loop).result(10))  # expect: 8
print(repr(asyncio.run_coroutine_threadsafe(double(-1), loop).exception(10)))  # expect: ValueError(-1)
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(60), loop)
try:
    future.result(0.01)
except TimeoutError:
    print(future.cancel())  # expect: True
asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result(10)
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
