s = "añb€c😀d"
print(len(s), s[1], s[3], s[5], s[-2])  # expect: 7 ñ € 😀 😀
print(s[::-1])  # expect: d😀c€bña
print(s[1:6:2])  # expect: ñ€😀
print(len("e\u0301"), "e\u0301" == "é")  # expect: 2 False
