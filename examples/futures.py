"""A future is a promise of a value: one side waits for it, the other side keeps it."""
import asyncio


async def kitchen(order):
    await asyncio.sleep(0.02)
    order.set_result("soup")


async def main():
    order = asyncio.get_running_loop().create_future()
    order.add_done_callback(lambda f: print("the bell rings for", f.result()))
    cook = asyncio.create_task(kitchen(order))
    print("ordered, done:", order.done())
    print("served:", await order)
    await cook


asyncio.run(main())

# expect:
# ordered, done: False
# the bell rings for soup
# served: soup
