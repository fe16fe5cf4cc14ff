import asyncio
class C:
    async def m(self): return "method"
    @staticmethod
    async def s(): return "static"
    @classmethod
    async def c(cls): return cls.__name__
    async def __call__(self, x): return x + 1
async def main():
    c = C()
    print(await c.m(), await C.s(), await c.c(), await c(4))  # expect: method static C 5
asyncio.run(main())
