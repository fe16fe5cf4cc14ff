from collections import Counter
c = Counter("abracadabra")
print(c, c["a"], c["z"], c.most_common(2), c.total())  # expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) 5 0 [('a', 5), ('b', 2)] 11
print(sorted(c.elements()) == sorted("abracadabra"))  # expect: True
print(Counter(a=2, b=1), Counter({"x": 3}), Counter(), list(Counter([3, 1, 3])))  # expect: Counter({'a': 2, 'b': 1}) Counter({'x': 3}) Counter() [3, 1]
