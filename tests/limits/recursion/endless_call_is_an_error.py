def f():
    return f()

try:
    f()
except RecursionError as e:
    print(str(e).startswith("maximum recursion depth exceeded"))  # expect: True
