import re
m = re.match(r"(\w)(\w)", "ab")
print(bool(m), m.expand(r"\2-\1-\g<0>"), repr(m), m.pos, m.endpos)  # expect: True b-a-ab <re.Match object; span=(0, 2), match='ab'> 0 2
print(bool(re.match("x", "a")))  # expect: False
