import json
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))  # expect: [('a', [('b', 1)])]
print(json.loads('{"x": 1, "x": 2}'))  # expect: {'x': 2}
print(json.loads('{"x": 1, "x": 2}', object_pairs_hook=list))  # expect: [('x', 1), ('x', 2)]
