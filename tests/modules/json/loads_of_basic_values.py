import json
print(json.loads('{"a": [1, 2.5, true, false, null, "x"], "b": {}}'))
print(json.loads(' [ ] '))
print(json.loads('"\\u00e9\\n\\ud83d\\ude00\\/"'))
print(json.loads("-1e3"), json.loads(b'[1]'), json.loads("NaN"))
print(json.loads("-Infinity"))
print(type(json.loads("1")).__name__)
print(type(json.loads("1.0")).__name__)
print(json.loads("123456789012345678901234567890"))

# expect:
# {'a': [1, 2.5, True, False, None, 'x'], 'b': {}}
# []
# é
# 😀/
# -1000.0 [1] nan
# -inf
# int
# float
# 123456789012345678901234567890
