import asyncio

def a(f):
    print("a")

def b(f):
    print("b")

async def main():
    f = asyncio.get_running_loop().create_future()
    for callback in (a, b, a):
        f.add_done_callback(callback)
    print(f.remove_done_callback(a), f.remove_done_callback(a))
    f.set_result(None)
    await asyncio.sleep(0)

asyncio.run(main())

# expect:
# 2 0
# b
