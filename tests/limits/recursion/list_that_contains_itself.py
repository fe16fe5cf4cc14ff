x = [1]
x.append(x)
print(x)  # expect: [1, [...]]
d = {}
d["me"] = d
print(d)  # expect: {'me': {...}}
y = [1]
y.append(y)
try:
    print(x == y)
except RecursionError:
    print("RecursionError")  # expect: RecursionError
