# only taipan: virtual time
# real time: that is what it begins and ends with
import asyncio
import time

import taipan


async def main():
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(asyncio.sleep(3600), asyncio.to_thread(time.sleep, 7200))
    return round(loop.time() - begun, 6)


with taipan.virtual_time():
    print(asyncio.run(main()))  # expect: 7200.0
