import inspect, functools

async def f():
    pass

async def g():
    yield

def h():
    return f()

print(inspect.iscoroutinefunction(f), inspect.iscoroutinefunction(g), inspect.iscoroutinefunction(h))  # expect: True False False
print(inspect.iscoroutinefunction(functools.partial(f)), inspect.isasyncgenfunction(g))  # expect: True True
