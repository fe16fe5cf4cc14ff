def f(x):
    match x:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "float"
        case "a" "b": return "joined"
        case b"x": return "bytes"
        case 2 + 3j: return "complex"
        case None: return "none"
        case True: return "true"
        case _: return "other"
print([f(x) for x in (0, 0.0, False, -1, 1.5, "ab", b"x", 2 + 3j, None, True, 1, [])])
# expect: ['zero', 'zero', 'zero', 'minus one', 'float', 'joined', 'bytes', 'complex', 'none', 'true', 'other', 'other']
