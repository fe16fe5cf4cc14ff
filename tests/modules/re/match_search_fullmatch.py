import re
print(re.match(r"\d+", "12ab").group(), re.match(r"\d+", "ab12"))  # expect: 12 None
print(re.search(r"\d+", "ab12").span())  # expect: (2, 4)
print(re.fullmatch(r"\w+", "abc") is not None)  # expect: True
print(re.fullmatch(r"a", "ab"), re.search("b", "abc"))  # expect: None <re.Match object; span=(1, 2), match='b'>
