x = 10
print(eval("x + 1"), eval("x + y", {"x": 1, "y": 2}))  # expect: 11 3
print(eval("x * z", {"x": 3}, {"z": 4}), eval("  7 "))  # expect: 12 7
def f():
    local = 5
    return eval("local * 2")
print(f())  # expect: 10
