def g():
    got = []
    while len(got) < 3:
        got.append((yield len(got)))
    return got
it = g()
print(next(it), it.send("a"), next(it))  # expect: 0 1 2
try:
    it.send("c")
except StopIteration as e:
    print(e.value)  # expect: ['a', None, 'c']
