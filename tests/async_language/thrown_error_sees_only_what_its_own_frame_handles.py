import sys
import types


@types.coroutine
def wait():
    yield


async def inner():
    try:
        await wait()
    except ValueError as e:
        print("thrown in:", repr(e.__context__))
    print("handled now:", sys.exception())
    await wait()
    print("handled after:", repr(sys.exception()))


async def outer():
    try:
        raise KeyError
    except KeyError:
        await inner()


coro = outer()
coro.send(None)
coro.throw(ValueError())
try:
    coro.send(None)
except StopIteration:
    pass

# expect:
# thrown in: None
# handled now: None
# handled after: KeyError()
