print(int("  42\n"), int("-7"), int("+8"), int("-0"), int("007"))  # expect: 42 -7 8 0 7
print(int("1_000_000"))  # expect: 1000000
print(int("٣٤"))  # expect: 34
print(int(b"12"))  # expect: 12
