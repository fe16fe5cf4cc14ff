s = "ab" 'cd' """ef"""
print(s)  # expect: abcdef
t = ("one "
     "two "
     f"{1 + 2}")
print(t)  # expect: one two 3
