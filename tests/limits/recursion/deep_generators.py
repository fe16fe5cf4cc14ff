def count(n):
    if n:
        yield from count(n - 1)
    yield n

print(sum(count(200)))  # expect: 20100
try:
    sum(count(100_000))
except RecursionError:
    print("RecursionError")  # expect: RecursionError
