print(2.0 ** 0.5, 2.0 ** -1, 4 ** 0.5, 0.0 ** 0, 1.0 ** float("nan"))  # expect: 1.4142135623730951 0.5 2.0 1.0 1.0
print((-8) ** (1 / 3))  # expect: (1.0000000000000002+1.7320508075688772j)
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: 0.0 ** -1))  # expect: ZeroDivisionError: 0.0 cannot be raised to a negative power
print(error(lambda: 10.0 ** 400))  # expect: OverflowError: (34, 'Numerical result out of range')
