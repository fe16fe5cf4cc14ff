from contextlib import suppress
with suppress(KeyError, ValueError):
    int("x")
    print("not reached")
print("after")  # expect: after
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
