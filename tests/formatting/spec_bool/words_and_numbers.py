print(f"{True} {True:5}| {True:d} {True:+} {False:05} {True:x} {True:.1f} {True:>6}|{True!s:>6}|")  # expect: True     1| 1 +1 00000 1 1.0      1|  True|
