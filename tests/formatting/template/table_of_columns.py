rows = [("apple", 3, 0.5), ("fig", 12, 10.25), ("banana", 100, 7)]
for name, n, price in rows:
    print(f"{name:<8}|{n:>5}|{price:8.2f}|{n * price:>+10,.1f}")

# expect:
# apple   |    3|    0.50|      +1.5
# fig     |   12|   10.25|    +123.0
# banana  |  100|    7.00|    +700.0
