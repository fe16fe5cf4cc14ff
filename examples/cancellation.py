"""Cancelling a task raises CancelledError at its await; the task may tidy up on the way out."""
import asyncio


async def worker():
    print("worker: started")  # expect: worker: started
    try:
        while True:
            await asyncio.sleep(0.01)
    except asyncio.CancelledError as error:
        print("worker: told to stop,", error)  # expect: worker: told to stop, the shop closes
        await asyncio.sleep(0)  # cleaning up may wait, too
        print("worker: cleaned up")  # expect: worker: cleaned up
        raise


async def main():
    task = asyncio.create_task(worker())
    await asyncio.sleep(0.03)
    task.cancel("the shop closes")
    try:
        await task
    except asyncio.CancelledError:
        print("main: the task is cancelled:", task.cancelled())  # expect: main: the task is cancelled: True


asyncio.run(main())
