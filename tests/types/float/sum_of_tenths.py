total = 0.0
for _ in range(10):
    total += 0.1
print(total)  # expect: 0.9999999999999999
print(sum([0.1] * 10))  # expect: 1.0
