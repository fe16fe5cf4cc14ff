import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context))  # expect: {'message': 'hello', 'extra': 1}
    loop.call_exception_handler({"message": "hello", "extra": 1})

asyncio.run(main())
