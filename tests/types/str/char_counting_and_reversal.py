s = "never odd or even"
letters = [c for c in s if c.isalpha()]
print(letters == letters[::-1], "".join(reversed(s)))  # expect: True neve ro ddo reven
counts = {}
for c in s.replace(" ", ""):
    counts[c] = counts.get(c, 0) + 1
print(counts)  # expect: {'n': 2, 'e': 4, 'v': 2, 'r': 2, 'o': 2, 'd': 2}
