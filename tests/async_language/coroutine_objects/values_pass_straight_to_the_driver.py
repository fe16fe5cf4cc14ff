class Trap:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
async def deep(n): return await Trap("trap") if n == 0 else await deep(n - 1)
def drive(c, answers):
    trace = []
    try:
        trace.append(c.send(None))
        for a in answers: trace.append(c.send(a))
    except StopIteration as e:
        trace.append(("returned", e.value))
    return trace
print(drive(deep(10), ["answer"]))  # expect: ['trap', ('returned', 'answer')]
