import json
print(json.loads("[1.5, 2]", parse_float=str))  # expect: ['1.5', 2]
print(json.loads("[1.5, 2]", parse_int=lambda s: s + "!"))  # expect: [1.5, '2!']
print(json.loads("[NaN]", parse_constant=lambda s: "const " + s))  # expect: ['const NaN']
from decimal import Decimal
print(json.loads("1.10", parse_float=Decimal))  # expect: 1.10
