import json

x = []
for _ in range(200_000):
    x = [x]
try:
    json.dumps(x)
except RecursionError:
    print("dumps: RecursionError")  # expect: dumps: RecursionError
try:
    json.loads("[" * 200_000 + "]" * 200_000)
except RecursionError:
    print("loads: RecursionError")  # expect: loads: RecursionError
print(json.loads("[[[]]]"))  # expect: [[[]]]
