print(pow(2, 10), pow(2, -1), pow(2.0, 3), pow(2, 10, 7))  # expect: 1024 0.5 8.0 2
print(pow(base=3, exp=2), pow(3, -1, 11))  # expect: 9 4
pow("a", 2)  # expect error: TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
