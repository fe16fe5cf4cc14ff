async def g(): pass
async def f(): await g
try:
    f().send(None)
except TypeError as e:
    print(e)  # expect: object function can't be used in 'await' expression
