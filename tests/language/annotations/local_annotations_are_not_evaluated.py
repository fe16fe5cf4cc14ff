def f():
    x: print("never") = 1
    y: undefined_name
    return x
print(f())  # expect: 1
