print("a\tb\tc".expandtabs() == "a       b       c")  # expect: True
print("a\tbb\tccc".expandtabs(4), "\t|".expandtabs(2))  # expect: a   bb  ccc   |
print("a\tb".expandtabs(0), "ab\ncd\te".expandtabs(4).split("\n"))  # expect: ab ['ab', 'cd  e']
