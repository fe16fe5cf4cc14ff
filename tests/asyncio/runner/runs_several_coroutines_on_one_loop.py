import asyncio

async def current():
    return asyncio.get_running_loop()

with asyncio.Runner() as runner:
    a = runner.run(current())
    b = runner.run(current())
    print(a is b, a is runner.get_loop())  # expect: True True
print(a.is_closed())  # expect: True
