print("42".zfill(5), "-42".zfill(5), "+42".zfill(6), "42".zfill(1))  # expect: 00042 -0042 +00042 42
print("".zfill(3), "--1".zfill(5), "abc".zfill(5))  # expect: 000 -00-1 00abc
