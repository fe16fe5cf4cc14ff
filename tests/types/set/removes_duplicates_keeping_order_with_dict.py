items = [3, 1, 3, 2, 1]
print(list(dict.fromkeys(items)), sorted(set(items)), len(set(items)) == len(items))  # expect: [3, 1, 2] [1, 2, 3] False
