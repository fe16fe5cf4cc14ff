s = "héllo"
print(s[0], s[1], s[-1], s[-5])  # expect: h é o h
try:
    s[5]
except IndexError as e:
    print(e)  # expect: string index out of range
try:
    s[-6]
except IndexError as e:
    print(e)  # expect: string index out of range
try:
    s["1"]
except TypeError as e:
    print(e)  # expect: string indices must be integers, not 'str'
