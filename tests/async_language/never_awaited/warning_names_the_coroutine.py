import warnings
warnings.showwarning = lambda m, cat, file, line, *a: print(cat.__name__, m)
class C:
    async def method(self): pass
async def f(): pass
f()
C().method()
print("end")
# expect:
# RuntimeWarning coroutine 'f' was never awaited
# RuntimeWarning coroutine 'C.method' was never awaited
# end
