def g():
    x = [(yield 1), (yield 2)]
    y = {(yield 3): (yield 4)}
    print(x, y, f"{(yield 5)}", max((yield 6), (yield 7)))
it = g()
print(next(it), [it.send(n) for n in (10, 20, 30, 40, 50, 60)])
try:
    it.send(70)
except StopIteration:
    print("over")
# expect:
# 1 [2, 3, 4, 5, 6, 7]
# [10, 20] {30: 40} 50 70
# over
