import asyncio

try:
    asyncio.all_tasks()
except RuntimeError as e:
    print(e)  # expect: no running event loop
loop = asyncio.new_event_loop()
print(asyncio.all_tasks(loop))  # expect: set()
loop.close()
