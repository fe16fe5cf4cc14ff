import asyncio
async def f(a, /, b=2, *c, d, **e): return a, b, c, d, e
print(asyncio.run(f(1, d=4)), asyncio.run(f(1, 2, 3, d=4, z=5)))  # expect: (1, 2, (), 4, {}) (1, 2, (3,), 4, {'z': 5})
