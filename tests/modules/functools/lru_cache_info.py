from functools import lru_cache
calls = []
@lru_cache(maxsize=2)
def f(x):
    calls.append(x)
    return x * 2
print([f(i) for i in (1, 2, 1, 3, 2)], calls)  # expect: [2, 4, 2, 6, 4] [1, 2, 3, 2]
print(f.cache_info())  # expect: CacheInfo(hits=1, misses=4, maxsize=2, currsize=2)
f.cache_clear()
print(f.cache_info(), f.__name__, f.__wrapped__(4), f.cache_parameters())  # expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) f 8 {'maxsize': 2, 'typed': False}
