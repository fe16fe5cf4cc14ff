"""gather raises the first error, or hands all of them over with return_exceptions=True."""
import asyncio


async def ok(name):
    await asyncio.sleep(0.01)
    return f"{name} is well"


async def fail(name):
    await asyncio.sleep(0)
    raise RuntimeError(f"{name} is broken")


async def main():
    try:
        await asyncio.gather(ok("disk"), fail("fan"), ok("lamp"))
    except RuntimeError as error:
        print("the first error:", error)

    results = await asyncio.gather(ok("disk"), fail("fan"), ok("lamp"), return_exceptions=True)
    for result in results:
        print("error:" if isinstance(result, Exception) else "success:", result)


asyncio.run(main())

# expect:
# the first error: fan is broken
# success: disk is well
# error: fan is broken
# success: lamp is well
