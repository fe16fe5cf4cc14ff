x = [1]
print(1 < 3 > 2 != 5 in [5, 6] is not None)  # expect: True
print(1 in x in [[1]], 1 == 1.0 == True, 3 > 2 > 2)  # expect: True True False
