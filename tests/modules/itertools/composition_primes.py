from itertools import count, islice
def primes():
    seen = []
    for n in count(2):
        if all(n % p for p in seen):
            seen.append(n)
            yield n
print(list(islice(primes(), 12)))  # expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
