import sys
async def gen(): yield 1
seen = []
sys.set_asyncgen_hooks(firstiter=lambda g: seen.append("first " + g.__name__))
g = gen()
step = anext(g)
print(seen)  # expect: ['first gen']
try:
    step.send(None)
except StopIteration as e:
    print(e.value)  # expect: 1
print(seen)  # expect: ['first gen']
sys.set_asyncgen_hooks(firstiter=None)
