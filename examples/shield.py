"""asyncio.shield lets something finish although whoever waited for it has been cancelled."""
import asyncio


async def save(document):
    await asyncio.sleep(0.03)
    print("saved", document)


async def editor(saving):
    try:
        await asyncio.shield(saving)
    except asyncio.CancelledError:
        print("editor closed, the saving goes on")
        raise


async def main():
    saving = asyncio.create_task(save("letter"))
    task = asyncio.create_task(editor(saving))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    print("editor cancelled:", task.cancelled(), "- saving done:", saving.done())
    await saving


asyncio.run(main())

# expect:
# editor closed, the saving goes on
# editor cancelled: True - saving done: False
# saved letter
