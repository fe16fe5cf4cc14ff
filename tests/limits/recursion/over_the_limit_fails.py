import sys

def f(n):
    return 0 if n == 0 else 1 + f(n - 1)

sys.setrecursionlimit(300)
print(f(200))  # expect: 200
try:
    f(400)
except RecursionError:
    print("over the limit")  # expect: over the limit
