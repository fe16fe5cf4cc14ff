import json
print(json.dumps([float("nan"), float("inf"), float("-inf")]))  # expect: [NaN, Infinity, -Infinity]
try:
    json.dumps(float("nan"), allow_nan=False)
except ValueError as e:
    print(e)  # expect: Out of range float values are not JSON compliant: nan
