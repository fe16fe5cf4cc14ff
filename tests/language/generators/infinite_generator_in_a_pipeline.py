def count():
    n = 0
    while True:
        yield n
        n += 1
def take(k, it):
    for x in it:
        if k == 0: return
        k -= 1
        yield x
print(list(take(4, (n * n for n in count() if n % 2))))  # expect: [1, 9, 25, 49]
