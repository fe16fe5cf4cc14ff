z = 3.14159 - 2j
print(f"{z:.2f} {z:e} {z:g} {z} {z:+.1f} {1j:.1f} {z:20.1f}| {z:<12.1f}| {1000+2000j:,}")  # expect: 3.14-2.00j 3.141590e+00-2.000000e+00j 3.14159-2j (3.14159-2j) +3.1-2.0j 0.0+1.0j             3.1-2.0j| 3.1-2.0j    | (1,000+2,000j)
def error(v, spec):
    try:
        format(v, spec)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(z, "05.1f"))  # expect: ValueError: Zero padding is not allowed in complex format specifier
print(error(z, "d"))  # expect: ValueError: Unknown format code 'd' for object of type 'complex'
print(error(z, "=10"))  # expect: ValueError: '=' alignment flag is not allowed in complex format specifier
