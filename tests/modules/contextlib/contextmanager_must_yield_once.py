from contextlib import contextmanager
@contextmanager
def none():
    if False: yield
@contextmanager
def two():
    yield 1
    yield 2
for cm in (none, two):
    try:
        with cm(): pass
    except RuntimeError as e:
        print(e)

# expect:
# generator didn't yield
# generator didn't stop
