s = "abcdefgh"
print(s[2:5], s[:3], s[5:], s[:], s[-3:], s[:-3])  # expect: cde abc fgh abcdefgh fgh abcde
print(s[::2], s[1::3], s[::-1], s[6:1:-2], s[-2:-6:-1])  # expect: aceg beh hgfedcba gec gfed
print(repr(s[5:2]), repr(s[10:]), s[:100], s[-100:2])  # expect: '' '' abcdefgh ab
try:
    s[::0]
except ValueError as e:
    print(e)  # expect: slice step cannot be zero
