import re
print(re.findall("a", "aA", re.I), re.findall(r"^\w", "a\nb", re.M))  # expect: ['a', 'A'] ['a', 'b']
print(re.search("a.b", "a\nb", re.S) is not None)  # expect: True
print(re.search("a.b", "a\nb"), re.findall(r"(?i)ab", "AB ab"))  # expect: None ['AB', 'ab']
print(re.findall(r"\w", "é1", re.A), re.findall("(?i:a)B", "AB ab"), re.I | re.M)  # expect: ['1'] ['AB'] re.IGNORECASE|re.MULTILINE
