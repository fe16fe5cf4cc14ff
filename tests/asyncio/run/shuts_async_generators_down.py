import asyncio

async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")

async def main():
    global g
    g = numbers()
    print(await anext(g))
    print("main done")

asyncio.run(main())
print("after run")

# expect:
# 1
# main done
# generator closed
# after run
