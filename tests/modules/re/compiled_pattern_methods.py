import re
p = re.compile(r"(\d)(\w)?", re.I)
print(p.pattern, p.groups, p, p.search("x1y", 1).span())  # expect: (\d)(\w)? 2 re.compile('(\\d)(\\w)?', re.IGNORECASE) (1, 3)
print(p.match("x1", 1).group(), p.search("12345", 2, 3).group())  # expect: 1 3
print(p.findall("1a2"), re.compile(p) is p)  # expect: [('1', 'a'), ('2', '')] True
