import asyncio

def handler(loop, context):
    pass

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())  # expect: None
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)  # expect: True
    loop.set_exception_handler(None)
    print(loop.get_exception_handler())  # expect: None
    try:
        loop.set_exception_handler("text")
    except TypeError as e:
        print(e)  # expect: A callable object or None is expected, got 'text'

asyncio.run(main())
