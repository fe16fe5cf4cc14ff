x = None
for _ in range(1_000_000):
    x = [x]
del x
print("dropped")  # expect: dropped
