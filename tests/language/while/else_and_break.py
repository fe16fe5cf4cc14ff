n = 3
while n:
    n -= 1
else:
    print("else", n)  # expect: else 0
while True:
    n += 1
    if n == 2: break
else:
    print("never")
print(n)  # expect: 2
