import asyncio

async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    for action in (lambda: f.set_result(2), lambda: f.set_exception(ValueError())):
        try:
            action()
        except asyncio.InvalidStateError as e:
            print(type(e).__name__, e)

asyncio.run(main())

# expect:
# InvalidStateError invalid state
# InvalidStateError invalid state
