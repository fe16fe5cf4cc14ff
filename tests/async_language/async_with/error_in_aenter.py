import asyncio
class M:
    def __init__(self, n): self.n = n
    async def __aenter__(self):
        if self.n == 2: raise ValueError("enter")
    async def __aexit__(self, t, *a): print("exit", self.n, t.__name__)  # expect: exit 1 ValueError
async def main():
    try:
        async with M(1), M(2), M(3):
            print("never")
    except ValueError as e:
        print(e)  # expect: enter
asyncio.run(main())
