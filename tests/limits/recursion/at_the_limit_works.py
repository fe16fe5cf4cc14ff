import sys

def f(n):
    return 0 if n == 0 else 1 + f(n - 1)

sys.setrecursionlimit(5000)
print(sys.getrecursionlimit(), f(4900))  # expect: 5000 4900
