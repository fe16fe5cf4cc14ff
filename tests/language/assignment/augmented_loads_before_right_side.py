x = 1
def f():
    global x
    x = 100
    return 5
x += f()
print(x)  # expect: 6
