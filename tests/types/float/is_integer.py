print((3.0).is_integer(), (3.5).is_integer(), (-0.0).is_integer())  # expect: True False True
print((1e300).is_integer())  # expect: True
print(float("inf").is_integer(), float("nan").is_integer())  # expect: False False
