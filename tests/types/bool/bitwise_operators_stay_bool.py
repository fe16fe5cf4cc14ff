print(True & False, True | False, True ^ True)  # expect: False True False
print(type(True & True).__name__, type(True & 1).__name__)  # expect: bool int
print(True ^ 3)  # expect: 2
