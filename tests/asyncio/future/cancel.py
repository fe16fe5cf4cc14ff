import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    print(f.cancel("why"), f.cancelled(), f.done())
    try:
        await f
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    for get in (f.result, f.exception):
        try:
            get()
        except asyncio.CancelledError:
            print(get.__name__, "raises")

asyncio.run(main())

# expect:
# True True True
# cancelled ('why',)
# result raises
# exception raises
