import asyncio

async def inner():
    pass

async def main():
    loop = asyncio.get_running_loop()
    other = asyncio.new_event_loop()
    for l in (loop, other):
        c = inner()
        try:
            l.run_until_complete(c)
        except RuntimeError as e:
            print(e)
        c.close()
    other.close()

asyncio.run(main())

# expect:
# This event loop is already running
# Cannot run the event loop while another loop is running
