import math
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1))  # expect: True True True
print(math.isclose(0.1 + 0.2, 0.3))  # expect: True
print(math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10))  # expect: True False
print(math.isclose(0, 1e-10, abs_tol=1e-9), math.copysign(3, -0.0))  # expect: True -3.0
