import asyncio

try:
    asyncio.current_task()
except RuntimeError as e:
    print(e)  # expect: no running event loop
