import re
print(re.findall(r"(\w)\1", "aabbcd"))  # expect: ['a', 'b']
print(re.search(r"(ab|cd)+", "xabcdab").group(0, 1))  # expect: ('abcdab', 'ab')
print(re.match(r"(a)?(?(1)b|c)", "ab").group())  # expect: ab
print(re.match(r"(a)?(?(1)b|c)", "c").group())  # expect: c
print(re.findall("cat|dog", "dog cat cow"))  # expect: ['dog', 'cat']
