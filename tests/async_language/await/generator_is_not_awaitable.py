def g(): yield
async def f(): await g()
try:
    f().send(None)
except TypeError as e:
    print(e)  # expect: object generator can't be used in 'await' expression
