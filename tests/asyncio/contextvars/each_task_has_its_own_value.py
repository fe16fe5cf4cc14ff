import asyncio, contextvars

request = contextvars.ContextVar("request")

async def log(step):
    print(request.get(), step)

async def handle(name):
    request.set(name)
    await log("begin")
    await asyncio.sleep(0)
    await log("end")

async def main():
    await asyncio.gather(handle("r1"), handle("r2"))
    print(request.get("none"))

asyncio.run(main())

# expect:
# r1 begin
# r2 begin
# r1 end
# r2 end
# none
