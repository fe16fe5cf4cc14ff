try:
    2.0 ** 10000
except OverflowError as e:
    print(e)  # expect: (34, 'Numerical result out of range')
try:
    float(10**400)
except OverflowError as e:
    print(e)  # expect: int too large to convert to float
print(1e308 * 10, -1e308 * 10, 1e308 * 10 - 1e308 * 10)  # expect: inf -inf nan
