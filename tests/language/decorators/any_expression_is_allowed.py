table = {"twice": [lambda f: lambda x: f(f(x))]}
@table["twice"][0]
def inc(x):
    return x + 1
print(inc(5))  # expect: 7
@(lambda g: g)
def same(): return "same"
print(same())  # expect: same
