import asyncio

def factory():
    print("factory called")  # expect: factory called
    return asyncio.new_event_loop()

async def main():
    return "done"

print(asyncio.run(main(), loop_factory=factory))  # expect: done
