import warnings
warnings.showwarning = lambda m, cat, file, line, *a: print(m)  # expect: coroutine 'f' was never awaited
async def f(): return 1
async def main():
    try:
        return f() + 1
    except TypeError as e:
        return str(e)
try:
    main().send(None)
except StopIteration as e:
    print(e.value)  # expect: unsupported operand type(s) for +: 'coroutine' and 'int'
