d = {"a": 1, "b": 2, "c": 3}
print(d.popitem(), d.popitem(), d)  # expect: ('c', 3) ('b', 2) {'a': 1}
d.popitem()
d.popitem()  # expect error: KeyError: 'popitem(): dictionary is empty'
