a = [1]
b = a
del a
print(b)  # expect: [1]
a  # expect error: NameError: name 'a' is not defined
