import asyncio, io

async def work():
    await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    out = io.StringIO()
    task.print_stack(file=out)
    lines = out.getvalue().splitlines()
    print(lines[0].startswith("Stack for <Task pending"), lines[0].endswith("(most recent call last):"))  # expect: True True
    print(lines[1].endswith("line 4, in work"), lines[2].strip())  # expect: True await asyncio.sleep(0)
    await task

asyncio.run(main())
