class A: pass
a = A()
a.__await__ = lambda: iter([])
async def f(): await a
try:
    f().send(None)
except TypeError as e:
    print(e)  # expect: object A can't be used in 'await' expression
