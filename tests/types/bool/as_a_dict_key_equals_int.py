d = {1: "one"}
d[True] = "true"
print(d)  # expect: {1: 'true'}
print(len({True, 1, 1.0}))  # expect: 1
