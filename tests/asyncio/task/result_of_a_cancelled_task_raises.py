import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    task.cancel("message")
    await asyncio.wait([task])
    for get in (task.result, task.exception):
        try:
            get()
        except asyncio.CancelledError as e:
            print(get.__name__, e.args)

asyncio.run(main())

# expect:
# result ('message',)
# exception ()
