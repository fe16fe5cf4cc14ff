def f():
    try:
        return "try"
    finally:
        return "finally"
def g():
    for i in range(3):
        try:
            continue
        finally:
            print("finally", i)
    return i
print(f(), g())

# expect:
# finally 0
# finally 1
# finally 2
# finally 2
