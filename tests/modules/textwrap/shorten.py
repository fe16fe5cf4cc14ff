import textwrap
print(textwrap.shorten("Hello  big   world", 12))  # expect: Hello [...]
print(textwrap.shorten("Hello big world", 12, placeholder="..."))  # expect: Hello big...
print(textwrap.shorten("short", 20))  # expect: short
