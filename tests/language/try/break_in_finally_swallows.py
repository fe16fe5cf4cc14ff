def f():
    for i in range(3):
        try:
            raise ValueError
        finally:
            break
    return i
def g():
    n = 0
    while True:
        try:
            return "try"
        finally:
            n += 1
            if n == 3: break
            continue
    return n
print(f(), g())  # expect: 0 3
