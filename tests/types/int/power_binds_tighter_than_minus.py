print(-2 ** 2, (-2) ** 2)  # expect: -4 4
print(2 ** 3 ** 2)  # expect: 512
print(2 ** -1 ** 2)  # expect: 0.5
