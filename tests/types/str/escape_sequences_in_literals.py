print("\x41\u0042\U00000043\103\N{BULLET}")  # expect: ABCC•
print(len("\a\b\f\v\0"), "\07" == "\x07", "\1234" == "S4")  # expect: 5 True True
print("one\
two")  # expect: onetwo
print(r"raw\n", R'\d')  # expect: raw\n \d
