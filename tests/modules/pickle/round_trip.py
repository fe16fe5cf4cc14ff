import collections
import enum
import pickle


class Color(enum.Enum):
    RED = 1


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


data = {"a": [1, 2.5, "ü", None, True, b"y", (1,), {3}, Color.RED, 10**30, Point(3)], "o": collections.OrderedDict(b=1)}
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    copy = pickle.loads(pickle.dumps(data, protocol))
    print(protocol, copy == data, copy["a"][8] is Color.RED)
shared = []
a, b = pickle.loads(pickle.dumps([shared, shared]))
print(a is b)
try:
    pickle.dumps(lambda: 0)
except (pickle.PicklingError, AttributeError) as e:
    print("refused")

# expect:
# 0 True True
# 1 True True
# 2 True True
# 3 True True
# 4 True True
# 5 True True
# True
# refused
