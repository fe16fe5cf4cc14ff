from collections import OrderedDict
d = OrderedDict(a=1, b=2, c=3)
d.move_to_end("a")
d.move_to_end("c", last=False)
print(d, d.popitem(last=False), d.popitem())  # expect: OrderedDict({'b': 2}) ('c', 3) ('a', 1)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))  # expect: False
print(OrderedDict(a=1, b=2) == {"b": 2, "a": 1})  # expect: True
d.move_to_end("zzz")  # expect error: KeyError: 'zzz'
