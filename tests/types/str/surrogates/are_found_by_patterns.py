import re

s = "a\udc80b\ud800\uffff"
print(re.sub("[\ud800-\udfff]", "?", s) == "a?b?\uffff")  # expect: True
print(re.match("a\udc80", s).span())  # expect: (0, 2)
print(ascii(re.split("\ud800", s)))  # expect: ['a\udc80b', '\uffff']
print(ascii(re.findall(r"\ud800|\uffff", s)))  # expect: ['\ud800', '\uffff']
