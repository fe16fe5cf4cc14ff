import json
print(json.dumps([1, {"k": 2}], indent="--"))
print(json.dumps([1, 2], indent=0))

# expect:
# [
# --1,
# --{
# ----"k": 2
# --}
# ]
# [
# 1,
# 2
# ]
