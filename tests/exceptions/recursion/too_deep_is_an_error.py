def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(str(e).startswith("maximum recursion depth exceeded"))  # expect: True
    print(isinstance(e, RuntimeError))  # expect: True
