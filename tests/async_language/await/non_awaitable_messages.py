class C: pass
async def f(x): await x
for x in (1, "s", None, C(), [], lambda: 1):
    try:
        f(x).send(None)
    except TypeError as e:
        print(e)
# expect:
# object int can't be used in 'await' expression
# object str can't be used in 'await' expression
# object NoneType can't be used in 'await' expression
# object C can't be used in 'await' expression
# object list can't be used in 'await' expression
# object function can't be used in 'await' expression
