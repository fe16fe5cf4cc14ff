import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
import os


def square(x):
    return x * x


def fail():
    raise KeyError("lost")


def die():
    os._exit(1)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        print(list(pool.map(square, range(5))))
        try:
            pool.submit(fail).result()
        except KeyError as e:
            print(repr(e), type(e.__cause__).__name__)
    pool = ProcessPoolExecutor(1, mp_context=context)
    try:
        pool.submit(die).result()
    except BrokenProcessPool as e:
        print(e)
    pool.shutdown()
# expect:
# [0, 1, 4, 9, 16]
# KeyError('lost') _RemoteTraceback
# A process in the process pool was terminated abruptly while the future was running or pending.
