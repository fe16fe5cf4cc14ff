import asyncio

async def main():
    task = asyncio.current_task()
    for set_ in (task.set_result, task.set_exception):
        try:
            set_(None)
        except RuntimeError as e:
            print(e)

asyncio.run(main())

# expect:
# Task does not support set_result operation
# Task does not support set_exception operation
