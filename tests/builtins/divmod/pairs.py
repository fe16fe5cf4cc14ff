print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(10**25, 7))  # expect: (2, 1) (-3, 2) (3.0, 1.5) (1428571428571428571428571, 3)
print(divmod(True, 2))  # expect: (0, 1)
try:
    divmod(1, 0)
except ZeroDivisionError as e:
    print(e)  # expect: integer division or modulo by zero
divmod("a", 1)  # expect error: TypeError: unsupported operand type(s) for divmod(): 'str' and 'int'
