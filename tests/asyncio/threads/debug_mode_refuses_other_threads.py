import asyncio

async def main():
    loop = asyncio.get_running_loop()
    def work():
        try:
            loop.call_soon(print)
        except RuntimeError as error:
            return str(error)
    print(await asyncio.to_thread(work))

asyncio.run(main(), debug=True)
# expect: Non-thread-safe operation invoked on an event loop other than the current one
