x = [1]
try:
    x[5] = 1
except IndexError as e:
    print(e)  # expect: list assignment index out of range
try:
    x[5]
except IndexError as e:
    print(e)  # expect: list index out of range
try:
    del x[5]
except IndexError as e:
    print(e)  # expect: list assignment index out of range
