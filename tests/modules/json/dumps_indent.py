import json
print(json.dumps({"a": [1, 2], "b": {}, "c": [], "d": {"x": None}}, indent=2))

# expect:
# {
#   "a": [
#     1,
#     2
#   ],
#   "b": {},
#   "c": [],
#   "d": {
#     "x": null
#   }
# }
