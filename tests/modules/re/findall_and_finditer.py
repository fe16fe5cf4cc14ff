import re
print(re.findall(r"\d", "a1b2"), re.findall(r"(\w)(\d)", "a1 b2"))  # expect: ['1', '2'] [('a', '1'), ('b', '2')]
print(re.findall(r"x*", "axb"), re.findall(r"(a)|b", "ab"))  # expect: ['', 'x', '', ''] ['a', '']
print([m.span() for m in re.finditer("o", "foo boo")], re.findall("z", "a"))  # expect: [(1, 2), (2, 3), (5, 6), (6, 7)] []
