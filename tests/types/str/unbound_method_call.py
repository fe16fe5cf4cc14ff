print(str.upper("abc"), str.join("-", ["a", "b"]))  # expect: ABC a-b
print(list(map(str.strip, [" a ", "b "])))  # expect: ['a', 'b']
try:
    str.upper(5)
except TypeError as e:
    print(e)  # expect: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
