import json
print(json.dumps("é€😀\x7f\x00"))  # expect: "\u00e9\u20ac\ud83d\ude00\u007f\u0000"
print(json.dumps("é€😀", ensure_ascii=False), json.dumps({"ü": 1}))  # expect: "é€😀" {"\u00fc": 1}
