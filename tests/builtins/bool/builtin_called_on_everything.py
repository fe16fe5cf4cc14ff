print(bool("False"), bool([]), bool(0.0), bool(None), bool(object()))  # expect: True False False False True
print(bool(lambda: 0), bool(int))  # expect: True True
bool(1, 2)  # expect error: TypeError: bool expected at most 1 argument, got 2
