print(int(3.9), int(-3.9), int(1e20), int(0.5))  # expect: 3 -3 100000000000000000000 0
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: int(float("inf"))))  # expect: OverflowError: cannot convert float infinity to integer
print(error(lambda: int(float("nan"))))  # expect: ValueError: cannot convert float NaN to integer
