def f(x):
    match x:
        case bool(b): return ("bool", b)
        case int(n): return ("int", n)
        case str(s): return ("str", s)
        case list([a, b]): return ("list of two", a, b)
        case float() | complex(): return "number"
        case dict(d): return d
print([f(x) for x in (True, 5, "s", [1, 2], [1], 1.5, {"k": 1})])
# expect: [('bool', True), ('int', 5), ('str', 's'), ('list of two', 1, 2), None, 'number', {'k': 1}]
