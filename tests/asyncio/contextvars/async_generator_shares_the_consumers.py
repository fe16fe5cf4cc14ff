import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

async def numbers():
    for n in range(3):
        var.set(n)
        yield n

async def main():
    async for n in numbers():
        print(n, var.get())
        var.set("changed by the consumer")

asyncio.run(main())

# expect:
# 0 0
# 1 1
# 2 2
