import sys

print(sys.getrecursionlimit())  # expect: 1000
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)  # expect: recursion limit must be greater or equal than 1
