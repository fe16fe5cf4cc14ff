def f(items):
    for x in items:
        match x:
            case "stop": break
            case int() if x < 0: continue
            case int(): print(x)
            case _: return "odd one"
    return "end"
print(f([1, -1, 2, "stop", 3]))
print(f([1, None]))
# expect:
# 1
# 2
# end
# 1
# odd one
