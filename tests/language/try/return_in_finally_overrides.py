def a():
    try:
        return "try"
    finally:
        return "finally"
def b():
    try:
        raise ValueError
    finally:
        return "swallowed"
print(a(), b())  # expect: finally swallowed
