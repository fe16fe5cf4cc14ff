class OnlyEnter:
    def __enter__(self): print("never")
class OnlyExit:
    def __exit__(self, *a): pass
class OnlyAsync:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
for x in (1, OnlyEnter(), OnlyExit(), OnlyAsync()):
    try:
        with x:
            pass
    except TypeError as e:
        print(e)
# expect:
# 'int' object does not support the context manager protocol
# 'OnlyEnter' object does not support the context manager protocol (missed __exit__ method)
# 'OnlyExit' object does not support the context manager protocol
# 'OnlyAsync' object does not support the context manager protocol
