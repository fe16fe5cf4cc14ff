async def stubborn():
    try:
        yield 1
    finally:
        yield 2

g = stubborn()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print("yielded", e.value)  # expect: yielded 1
try:
    g.aclose().send(None)
except RuntimeError as e:
    print(e)  # expect: async generator ignored GeneratorExit
