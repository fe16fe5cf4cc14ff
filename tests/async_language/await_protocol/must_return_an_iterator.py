class A:
    def __await__(self): return 5
class B:
    def __await__(self): return helper()
async def helper(): pass
async def f(x): await x
import warnings
warnings.simplefilter("ignore")
for x in (A(), B()):
    try:
        f(x).send(None)
    except TypeError as e:
        print(e)
# expect:
# __await__() returned non-iterator of type 'int'
# __await__() returned a coroutine
