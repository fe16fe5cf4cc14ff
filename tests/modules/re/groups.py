import re
m = re.match(r"(\w+)@(\w+)(\.com)?", "user@host")
print(m.group(0), m.group(1, 2), m.groups(), m.groups("-"), m[1])  # expect: user@host ('user', 'host') ('user', 'host', None) ('user', 'host', '-') user
print(m.start(2), m.end(2), m.span(3), m.lastindex, m.string, m.re.pattern)  # expect: 5 9 (-1, -1) 2 user@host (\w+)@(\w+)(\.com)?
try:
    m.group(9)
except IndexError as e:
    print(e)  # expect: no such group
