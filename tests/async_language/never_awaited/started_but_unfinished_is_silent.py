import warnings
warnings.showwarning = lambda m, cat, file, line, *a: print("warned", m)
class Pause:
    def __await__(self): yield
async def f():
    try:
        await Pause()
    finally:
        print("closed")  # expect: closed
c = f()
c.send(None)
del c
print("end")  # expect: end
