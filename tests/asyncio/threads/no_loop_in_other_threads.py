import asyncio

async def main():
    def work():
        try:
            asyncio.get_running_loop()
        except RuntimeError as error:
            return str(error)
    print(await asyncio.to_thread(work))  # expect: no running event loop

asyncio.run(main())
