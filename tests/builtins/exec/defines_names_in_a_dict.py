ns = {"start": 5}
print(exec("def f(x):\n    return x + start\nvalue = f(1)", ns))  # expect: None
print(ns["value"], ns["f"](10), "__builtins__" in ns)  # expect: 6 15 True
