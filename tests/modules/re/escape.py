import re
print(re.escape("a.b*c[1]"), re.escape("x y-z_é/"))  # expect: a\.b\*c\[1\] x\ y\-z_é/
print(re.fullmatch(re.escape("1+1=2?"), "1+1=2?") is not None)  # expect: True
