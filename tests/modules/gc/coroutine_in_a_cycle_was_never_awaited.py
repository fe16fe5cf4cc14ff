import gc, warnings

async def work(box):
    pass

box = []
box.append(work(box))
del box
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    gc.collect()
print(caught[0].message)  # expect: coroutine 'work' was never awaited
