# only taipan: new in Python 3.14
import asyncio
import re


async def inner():
    return asyncio.format_call_graph()


async def outer():
    return await inner()


async def main():
    async with asyncio.TaskGroup() as group:
        task = group.create_task(outer(), name="child")
    text = re.sub("0x[0-9a-f]+", "0x1", task.result())
    print(re.sub("File '.*/", "File '", text))


asyncio.run(main())

# expect:
# * Task(name='child', id=0x1)
#   + Call stack:
#   |   File 'of_a_task_in_a_group.py', line 7, in async inner()
#   |   File 'of_a_task_in_a_group.py', line 11, in async outer()
#   + Awaited by:
#     * Task(name='Task-1', id=0x1)
#       + Call stack:
#       |   File 'of_a_task_in_a_group.py', line 15, in async main()
