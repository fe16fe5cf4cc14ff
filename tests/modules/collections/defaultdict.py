from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
d["b"]
print(d, d.get("c"), "c" in d, d.default_factory)  # expect: defaultdict(<class 'list'>, {'a': [1], 'b': []}) None False <class 'list'>
n = defaultdict(int)
for ch in "hello": n[ch] += 1
print(dict(n))  # expect: {'h': 1, 'e': 1, 'l': 2, 'o': 1}
defaultdict()["x"]  # expect error: KeyError: 'x'
