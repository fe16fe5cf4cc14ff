import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    @await t(lambda f: lambda: f() + 1)
    def f(a=await t(4)): return a
    class C(await t(list)):
        pass
    print(f(), C([1]), (lambda x=await t(3): x)())  # expect: 5 [1] 3
asyncio.run(main())
