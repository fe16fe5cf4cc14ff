def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: round(float("inf"))))  # expect: OverflowError: cannot convert float infinity to integer
print(error(lambda: round(float("nan"))))  # expect: ValueError: cannot convert float NaN to integer
print(round(float("inf"), 2), round(float("nan"), 1))  # expect: inf nan
