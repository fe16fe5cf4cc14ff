print(float("1.5"), float("  -2e3 "), float("+.5"), float("5."), float("1_000.5"))  # expect: 1.5 -2000.0 0.5 5.0 1000.5
print(float("inf"), float("-Infinity"), float("NaN"), float("iNf"))  # expect: inf -inf nan inf
print(float("1e400"), float("-1e400"), float("1e-400"), float("-1e-400"))  # expect: inf -inf 0.0 -0.0
print(float(b"2.5"), float())  # expect: 2.5 0.0
