def deep(n):
    x = []
    for _ in range(n):
        x = [x]
    return x

try:
    deep(200_000) == deep(200_000)
except RecursionError:
    print("RecursionError")  # expect: RecursionError
print(deep(50) == deep(50))  # expect: True
