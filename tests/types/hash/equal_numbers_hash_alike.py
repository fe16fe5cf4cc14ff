from decimal import Decimal
from fractions import Fraction

counts = []
for n in (0, 1, -1, 2, -2, 10**18, 2**61 - 1, 2**61, -(2**61), 2**64, 10**30, -(10**30)):
    same = {hash(n), hash(Decimal(n)), hash(Fraction(n))}
    if n == float(n):
        same |= {hash(float(n)), hash(complex(n))}
    counts.append(len(same))
print(set(counts))  # expect: {1}
for x in (0.5, -0.25, 1e300, 2.0**-1074, 3.75, -1e-5):
    print(hash(x) == hash(Fraction(x)) == hash(Decimal(x)) == hash(complex(x)))
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
print(hash(True) == 1, hash(False) == hash(0.0) == hash(-0.0) == hash(0j) == 0)  # expect: True True
print(hash(float("inf")) == hash(Decimal("Infinity")) == 314159)  # expect: True
print(hash("ab") == hash(b"ab") == hash(memoryview(b"ab")))  # expect: True
