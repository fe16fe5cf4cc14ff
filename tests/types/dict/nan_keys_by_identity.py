nan = float("nan")
d = {nan: 1}
print(d[nan], float("nan") in d)  # expect: 1 False
d[float("nan")] = 2
print(len(d))  # expect: 2
