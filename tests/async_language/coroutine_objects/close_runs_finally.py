class Pause:
    def __await__(self): yield
async def f():
    try:
        await Pause()
    except GeneratorExit:
        print("exit seen")  # expect: exit seen
        raise
    finally:
        print("cleanup")  # expect: cleanup
c = f()
c.send(None)
print(c.close(), c.cr_frame is None)  # expect: None True
c.close()
print("closed twice")  # expect: closed twice
