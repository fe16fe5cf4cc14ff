import warnings

async def work():
    pass

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    work()
for w in caught:
    print(w.category.__name__, w.message)  # expect: RuntimeWarning coroutine 'work' was never awaited
