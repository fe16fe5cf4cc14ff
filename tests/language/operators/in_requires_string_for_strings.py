try:
    1 in "abc"
except TypeError as e:
    print(e)  # expect: 'in <string>' requires string as left operand, not int
try:
    1 in 5
except TypeError as e:
    print(e)  # expect: argument of type 'int' is not iterable
