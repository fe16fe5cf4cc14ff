import asyncio, time

def work():
    time.sleep(0.05)
    print("thread ends")

async def main():
    asyncio.get_running_loop().run_in_executor(None, work)
    print("main ends")

asyncio.run(main())
print("run ends")

# expect:
# main ends
# thread ends
# run ends
