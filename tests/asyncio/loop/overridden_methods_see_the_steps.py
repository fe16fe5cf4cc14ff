import asyncio, contextvars

var = contextvars.ContextVar("var", default=0)

class Loop(asyncio.SelectorEventLoop):
    calls = 0

    def call_soon(self, callback, *args, context=None):
        self.calls += 1
        return super().call_soon(callback, *args, context=context)

async def child(n):
    var.set(n)
    await asyncio.sleep(0)
    await asyncio.sleep(0.001 * n)
    return var.get()

async def main():
    print(await asyncio.gather(child(1), child(2)), var.get())  # expect: [1, 2] 0

with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
    print(runner.get_loop().calls > 5)  # expect: True
