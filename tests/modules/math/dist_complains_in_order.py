def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import math
print(error(math.dist, (1, "a"), (None, 2)))  # expect: TypeError: must be real number, not NoneType
print(error(math.dist, (1, 2), (1,)))  # expect: ValueError: both points must have the same number of dimensions
print(math.dist((0, 0), (3, 4)))  # expect: 5.0
