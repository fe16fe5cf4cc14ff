"""A task group waits for all its tasks; if one fails the others are cancelled, and the errors come together."""
import asyncio


async def fetch(name, fails=False):
    try:
        await asyncio.sleep(0.01 if fails else 0.02)
        if fails:
            raise ConnectionError(f"{name} refused")
        return f"{name}'s page"
    except asyncio.CancelledError:
        print(name, "was called off")
        raise


async def main():
    async with asyncio.TaskGroup() as group:
        pages = [group.create_task(fetch(name)) for name in ("north", "south")]
    print([page.result() for page in pages])

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("east"))
            group.create_task(fetch("west", fails=True))
    except* ConnectionError as errors:
        print("the group failed with", errors.exceptions)


asyncio.run(main())

# expect:
# ["north's page", "south's page"]
# east was called off
# the group failed with (ConnectionError('west refused'),)
