import asyncio

async def work():
    await asyncio.sleep(0)
    return "done"

loop = asyncio.new_event_loop()
print(loop.run_until_complete(work()))  # expect: done
f = loop.create_future()
loop.call_soon(f.set_result, "future")
print(loop.run_until_complete(f))  # expect: future
loop.close()
