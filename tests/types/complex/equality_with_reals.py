print(1 + 0j == 1, 1 + 0j == 1.0, 1 + 1j == 1, 2j != 2)  # expect: True True False True
print(hash(2 + 0j) == hash(2), {2: "x"}[2 + 0j])  # expect: True x
print(bool(0j), bool(1j))  # expect: False True
