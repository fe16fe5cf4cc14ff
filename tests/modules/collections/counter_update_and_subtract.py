from collections import Counter
c = Counter("aab")
c.update("bc")
c.subtract({"a": 5})
print(c)  # expect: Counter({'b': 2, 'c': 1, 'a': -3})
c["b"] += 10
del c["a"]
del c["nothing"]
print(c, c.most_common()[-1])  # expect: Counter({'b': 12, 'c': 1}) ('c', 1)
