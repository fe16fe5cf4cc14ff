def f(a, b, /, c):
    return (a, b, c)
print(f(1, 2, c=3))  # expect: (1, 2, 3)
try:
    f(1, b=2, c=3)
except TypeError as e:
    print(e)  # expect: f() got some positional-only arguments passed as keyword arguments: 'b'
try:
    f(a=1, b=2, c=3)
except TypeError as e:
    print(e)  # expect: f() got some positional-only arguments passed as keyword arguments: 'a, b'
