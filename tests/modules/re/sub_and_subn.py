import re
print(re.sub(r"\d", "#", "a1b22"))
print(re.sub(r"\d", "#", "a1b22", count=1))
print(re.subn("a", "b", "banana"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "3 and 10"))
print(re.sub("", "-", "ab"), re.sub("x*", "-", "abxd"))
print(re.sub("a", r"\n", "bab") == "b\nb")

# expect:
# a#b##
# a#b22
# ('bbnbnb', 3)
# world hello
# 6 and 20
# -a-b- -a-b--d-
# True
