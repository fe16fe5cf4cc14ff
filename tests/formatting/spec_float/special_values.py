inf, nan = float("inf"), float("nan")
print(f"{inf} {-inf} {nan} {inf:f} {inf:F} {nan:E} {inf:+} {inf:6}| {inf:06} {-inf:08.2f} {nan:<5}| {inf:%} {nan:g}")  # expect: inf -inf nan inf INF NAN +inf    inf| 000inf -0000inf nan  | inf% nan
