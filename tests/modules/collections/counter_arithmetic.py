from collections import Counter
a, b = Counter(a=3, b=1), Counter(a=1, b=2, c=1)
print(a + b, a - b, a & b, a | b, -a, +Counter(x=-1, y=2), a <= b)  # expect: Counter({'a': 4, 'b': 3, 'c': 1}) Counter({'a': 2}) Counter({'a': 1, 'b': 1}) Counter({'a': 3, 'b': 2, 'c': 1}) Counter() Counter({'y': 2}) False
print(a == Counter(b=1, a=3, z=0))  # expect: True
