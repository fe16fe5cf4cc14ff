import asyncio, threading

def blocking(x):
    return x * 2, threading.current_thread() is threading.main_thread()

async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 21))  # expect: (42, False)

asyncio.run(main())
