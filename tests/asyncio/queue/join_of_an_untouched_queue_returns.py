import asyncio

async def main():
    q = asyncio.Queue()
    print(await q.join())  # expect: None
    q.put_nowait(1)
    q.get_nowait()
    try:
        await asyncio.wait_for(q.join(), 0.002)
    except TimeoutError:
        print("got but not done")  # expect: got but not done

asyncio.run(main())
