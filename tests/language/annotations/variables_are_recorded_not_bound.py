x: int = 1
y: str
print(x)  # expect: 1
try:
    y
except NameError as e:
    print(e)  # expect: name 'y' is not defined
