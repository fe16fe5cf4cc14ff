from functools import cache, lru_cache
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())  # expect: 2880067194370816120 CacheInfo(hits=88, misses=91, maxsize=None, currsize=91)
