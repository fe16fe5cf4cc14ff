def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: 10**400 / 3))  # expect: OverflowError: integer division result too large for a float
print(error(lambda: float(10**400)))  # expect: OverflowError: int too large to convert to float
print(error(lambda: 10**400 + 1.0))  # expect: OverflowError: int too large to convert to float
