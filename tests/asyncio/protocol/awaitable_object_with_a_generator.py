import asyncio

class Steps:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        for i in range(self.n):
            print("step", i)
            yield
        return "steps done"

async def main():
    print(await Steps(2))

asyncio.run(main())

# expect:
# step 0
# step 1
# steps done
