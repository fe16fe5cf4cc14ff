import sys
print(sys.getrecursionlimit())  # expect: 1000
sys.setrecursionlimit(1500)
print(sys.getrecursionlimit())  # expect: 1500
sys.setrecursionlimit(0)  # expect error: ValueError: recursion limit must be greater or equal than 1
