import asyncio

async def main():
    cond = asyncio.Condition()
    for f in (cond.notify, cond.notify_all):
        try:
            f()
        except RuntimeError as e:
            print(e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)

asyncio.run(main())

# expect:
# cannot notify on un-acquired lock
# cannot notify on un-acquired lock
# cannot wait on un-acquired lock
