import re
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c"))  # expect: ['a', 'b', 'c'] ['a', '-', 'b', '-', 'c']
print(re.split("-", "a-b-c", maxsplit=1), re.split(r"\s+", " a b "))  # expect: ['a', 'b-c'] ['', 'a', 'b', '']
print(re.split("", "abc"), re.split("x", "abc"))  # expect: ['', 'a', 'b', 'c', ''] ['abc']
