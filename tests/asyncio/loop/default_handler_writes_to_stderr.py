import asyncio

async def main():
    asyncio.get_running_loop().call_exception_handler({"message": "something odd", "detail": 42})
    print("main goes on")

asyncio.run(main())

# expect:
# main goes on

# expect stderr: something odd
# expect stderr: detail: 42
