import json, enum, collections
class Colour(enum.IntEnum):
    RED = 1
P = collections.namedtuple("P", "x y")
class S(str): pass
print(json.dumps([Colour.RED, P(1, 2), S("t"), collections.OrderedDict(b=1, a=2), collections.defaultdict(int, k=1)]))  # expect: [1, [1, 2], "t", {"b": 1, "a": 2}, {"k": 1}]
