print(ascii("é€😀"))  # expect: '\xe9\u20ac\U0001f600'
print(ascii("plain 'q'"))  # expect: "plain 'q'"
print(ascii(["ü", {"ß": 1}]))  # expect: ['\xfc', {'\xdf': 1}]
