import json
print(json.dumps({"a": 1, "b": [True, False, None], "c": 1.5, "d": "x\"y"}))  # expect: {"a": 1, "b": [true, false, null], "c": 1.5, "d": "x\"y"}
print(json.dumps([]), json.dumps({}), json.dumps((1, 2)))  # expect: [] {} [1, 2]
print(json.dumps("é\n\t/"), json.dumps(1e100), json.dumps(-0.0))  # expect: "\u00e9\n\t/" 1e+100 -0.0
