log = []
def f(n):
    try:
        if n == 0: raise ValueError("deep")
        f(n - 1)
    finally:
        log.append(n)
try:
    f(4)
except ValueError as e:
    print(e, log)  # expect: deep [0, 1, 2, 3, 4]
