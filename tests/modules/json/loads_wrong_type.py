import json
try:
    json.loads(5)
except TypeError as e:
    print(e)  # expect: the JSON object must be str, bytes or bytearray, not int
try:
    json.loads(None)
except TypeError as e:
    print(e)  # expect: the JSON object must be str, bytes or bytearray, not NoneType
