import re
print(re.findall(r"\w+(?=!)", "hi! you"))  # expect: ['hi']
print(re.findall(r"\b\w+\b(?!!)", "hi! you"))  # expect: ['you']
print(re.findall(r"(?<=\$)\d+", "$5 6"))  # expect: ['5']
print(re.findall(r"(?<!\$)\b\d+", "$5 6"))  # expect: ['6']
print(re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", "1234567"))  # expect: 1,234,567
