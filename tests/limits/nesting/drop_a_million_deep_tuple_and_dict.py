x = None
for n in range(1_000_000):
    x = (x,) if n % 2 else {"x": x}
x = 0
print("dropped")  # expect: dropped
