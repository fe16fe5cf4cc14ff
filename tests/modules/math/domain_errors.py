import math
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: math.sqrt(-1)))  # expect: ValueError: math domain error
print(error(lambda: math.factorial(-1)))  # expect: ValueError: factorial() not defined for negative values
print(error(lambda: math.factorial(2.0)))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(error(lambda: math.exp(1000)))  # expect: OverflowError: math range error
print(error(lambda: math.acos(2)))  # expect: ValueError: math domain error
print(error(lambda: math.isqrt(-1)))  # expect: ValueError: isqrt() argument must be nonnegative
print(error(lambda: math.sqrt("4")))  # expect: TypeError: must be real number, not str
print(error(lambda: math.pow(0, -1)))  # expect: ValueError: math domain error
print(error(lambda: math.comb(-1, 2)))  # expect: ValueError: n must be a non-negative integer
print(error(lambda: math.floor(math.inf)))  # expect: OverflowError: cannot convert float infinity to integer
