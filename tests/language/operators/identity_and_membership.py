a = []
print(a is a, a is [], a is not None, 1 not in [2], "b" in "abc", "" in "", None in [None])
# expect: True False True True True True True
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan])  # expect: False True True
