print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9])  # expect: True True True True
print([1, 2] == [1, 2.0], [1] != (1,))  # expect: True True
print([1, "a"] < [2, 3])  # expect: True
try:
    [1, "a"] < [1, 2]
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
try:
    [1] < (1,)
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'list' and 'tuple'
