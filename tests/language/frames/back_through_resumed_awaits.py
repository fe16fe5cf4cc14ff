# After a wait, the coroutines that await the running one are still its callers.
import asyncio
import sys
import warnings


async def outer():
    await middle()


async def middle():
    await inner()


async def inner():
    await asyncio.sleep(0)
    names = []
    frame = sys._getframe()
    for _ in range(3):
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    print(names)  # expect: [('inner', 20), ('middle', 12), ('outer', 8)]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("who calls", stacklevel=2)
    print(caught[0].lineno)  # expect: 12


asyncio.run(outer())
