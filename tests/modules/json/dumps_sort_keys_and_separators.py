import json
print(json.dumps({"b": 1, "a": {"d": 2, "c": 3}}, sort_keys=True))  # expect: {"a": {"c": 3, "d": 2}, "b": 1}
print(json.dumps([1, {"a": 2}], separators=(",", ":")))  # expect: [1,{"a":2}]
