def f(x):
    match x:
        case 1 | 2 | 3: return "small"
        case [("a" | "b") as letter, _]: return letter
        case {"x": v} | [v]: return v
print(f(2), f(["b", 0]), f({"x": 9}), f([8]), f(10))  # expect: small b 9 8 None
