from functools import lru_cache
@lru_cache
def f(*a, **k): return len(a) + len(k)
f(1); f(1.0); f(x=1); f(1, 2)
print(f.cache_info())  # expect: CacheInfo(hits=0, misses=4, maxsize=128, currsize=4)
@lru_cache(typed=True)
def g(x): return x
g(1); g(1.0); g(True)
print(g.cache_info().currsize)  # expect: 3
f([])  # expect error: TypeError: unhashable type: 'list'
