import json
data = {"list": [1, -2.5, "é\u2028", None, True], "nested": {"a": {"b": [[]]}}, "": ""}
print(json.loads(json.dumps(data)) == data)  # expect: True
print(json.loads(json.dumps(data, indent=3)) == data)  # expect: True
