x = 1
globals()["made"] = 7
print(made, globals()["x"], globals() is globals(), "__name__" in globals())  # expect: 7 1 True True
def f(): return globals() is g
g = globals()
print(f())  # expect: True
