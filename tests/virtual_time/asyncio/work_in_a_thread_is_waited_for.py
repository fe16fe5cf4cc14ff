# only taipan: virtual time
import asyncio
import hashlib
import time


def work():
    # Long enough that a clock that ran ahead would have jumped.
    return hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 20_000).hex()[:4]


async def main():
    work_done = asyncio.create_task(asyncio.to_thread(work))
    timer = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.wait([work_done, timer], return_when=asyncio.FIRST_COMPLETED)
    print(work_done.done(), timer.done())  # expect: True False
    print(time.monotonic() < 60)  # expect: True


asyncio.run(main())
