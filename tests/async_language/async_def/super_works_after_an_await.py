import asyncio
class A:
    async def go(self): return "A"
class B(A):
    async def go(self):
        await asyncio.sleep(0)
        return "B" + await super().go()
print(asyncio.run(B().go()))  # expect: BA
