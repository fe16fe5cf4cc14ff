import asyncio

for cls in (asyncio.Semaphore, asyncio.BoundedSemaphore):
    try:
        cls(-1)
    except ValueError as e:
        print(e)

# expect:
# Semaphore initial value must be >= 0
# Semaphore initial value must be >= 0
