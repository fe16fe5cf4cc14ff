x = []
for _ in range(200_000):
    x = [x]
try:
    repr(x)
except RecursionError:
    print("RecursionError")  # expect: RecursionError
y = [[[]]]
print(repr(y))  # expect: [[[]]]
