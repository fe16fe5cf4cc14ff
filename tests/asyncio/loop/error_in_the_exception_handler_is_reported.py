import asyncio

def handler(loop, context):
    raise KeyError("handler itself")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({"message": "first trouble"})
    print("main goes on")

asyncio.run(main())

# expect:
# main goes on

# expect stderr: Unhandled error in exception handler
# expect stderr: context: {'message': 'first trouble'}
# expect stderr: Traceback (most recent call last):
# expect stderr:     raise KeyError("handler itself")
# expect stderr: KeyError: 'handler itself'
