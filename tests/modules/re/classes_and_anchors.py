import re
print(re.findall(r"[a-c\d]", "xa1cz"), re.findall(r"[^a-z]", "a B1"))  # expect: ['a', '1', 'c'] [' ', 'B', '1']
print(re.findall(r"\s", "a\tb c"))  # expect: ['\t', ' ']
print(re.findall(r"\bfoo\b", "foo foobar foo"))  # expect: ['foo', 'foo']
print(re.findall(r"\Aa|b\Z", "ab"), re.findall(r"[\]\-]", "a]-"))  # expect: ['a', 'b'] [']', '-']
print(re.findall(r"\D|\S", "1 "), re.findall("[é-ü]", "aéz"))  # expect: ['1', ' '] ['é']
