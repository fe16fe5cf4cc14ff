import json
try:
    json.loads('{\n  "a": 1,\n  "b": oops\n}')
except json.JSONDecodeError as e:
    print(e)  # expect: Expecting value: line 3 column 8 (char 19)
    print(e.msg, e.lineno, e.colno, e.pos, isinstance(e, ValueError))  # expect: Expecting value 3 8 19 True
    print(e.doc[:3] == "{\n ")  # expect: True
