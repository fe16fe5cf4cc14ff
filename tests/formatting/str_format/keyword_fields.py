print("{name} is {age}".format(name="Ann", age=5))  # expect: Ann is 5
print("{0} {x}".format(1, x=2), "{x}{x}".format(**{"x": "!"}))  # expect: 1 2 !!
