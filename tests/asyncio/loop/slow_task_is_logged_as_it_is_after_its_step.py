# real time: something has to be slow
import asyncio
import logging
import time

logging.basicConfig(format="%(message).32s", level=logging.WARNING, force=True, stream=__import__("sys").stdout)


async def slow():
    time.sleep(0.06)


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.05
    await asyncio.create_task(slow(), name="slow")


asyncio.run(main(), debug=True)

# expect:
# Executing <Task finished name='s
