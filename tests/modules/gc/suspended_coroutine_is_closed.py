import gc

class Wait:
    def __await__(self):
        yield

async def work(box):
    try:
        await Wait()
    finally:
        print("closed")

box = []
box.append(work(box))
box[0].send(None)
del box
gc.collect()
# expect: closed
