def g():
    yield from inner
inner = iter([1])
it = g()
print(it.gi_running, it.gi_frame is None, it.gi_yieldfrom, it.__name__, it.__qualname__)  # expect: False False None g g
next(it)
print(it.gi_yieldfrom is inner)  # expect: True
list(it)
print(it.gi_frame is None, it.gi_yieldfrom)  # expect: True None
