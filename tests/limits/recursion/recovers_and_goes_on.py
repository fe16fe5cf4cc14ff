def f(n):
    return 0 if n == 0 else 1 + f(n - 1)

for _ in range(5):
    try:
        f(10**6)
    except RecursionError:
        print("too deep, and now", f(500))

# expect:
# too deep, and now 500
# too deep, and now 500
# too deep, and now 500
# too deep, and now 500
# too deep, and now 500
