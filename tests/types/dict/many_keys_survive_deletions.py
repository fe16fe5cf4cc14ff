d = {i: i * i for i in range(5000)}
for i in range(0, 5000, 2):
    del d[i]
for i in range(5000, 5100):
    d[i] = 0
print(len(d), d[4999], 4998 in d, list(d)[:3], list(d)[-1])  # expect: 2600 24990001 False [1, 3, 5] 5099
