import copy

x = []
for _ in range(100_000):
    x = [x]
try:
    copy.deepcopy(x)
except RecursionError:
    print("RecursionError")  # expect: RecursionError
