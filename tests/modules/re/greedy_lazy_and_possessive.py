import re
print(re.match("<.*>", "<a><b>").group())  # expect: <a><b>
print(re.match("<.*?>", "<a><b>").group())  # expect: <a>
print(re.match("a{2,3}", "aaaa").group())  # expect: aaa
print(re.match("a{2,3}?", "aaaa").group(), re.match("a++a", "aaa"))  # expect: aa None
print(re.match("(?>a+)b", "aab").group(), re.match("a{,2}", "aaa").group())  # expect: aab aa
