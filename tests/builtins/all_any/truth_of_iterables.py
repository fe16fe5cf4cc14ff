print(all([]), any([]), all([1, 2]), all([1, 0]), any([0, ""]))  # expect: True False True False False
print(any([0, 3]), all("a"), any({}))  # expect: True True False
