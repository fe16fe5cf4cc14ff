import json
print(json.dumps({1: "a", 2.5: "b", True: "c", None: "d"}))  # expect: {"1": "c", "2.5": "b", "null": "d"}
try:
    json.dumps({(1, 2): 3})
except TypeError as e:
    print(e)  # expect: keys must be str, int, float, bool or None, not tuple
print(json.dumps({(1,): 2, "a": 1}, skipkeys=True))  # expect: {"a": 1}
