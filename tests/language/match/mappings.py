def f(x):
    match x:
        case {"kind": "circle", "r": r}: return ("circle", r)
        case {"kind": k, **rest}: return (k, rest)
        case {1: [a, *_]}: return a
        case {}: return "any mapping"
        case _: return "no"
for x in ({"kind": "circle", "r": 2, "extra": 1}, {"kind": "box", "w": 3}, {1: (5, 6)}, {2: 2}, {}, [1]):
    print(f(x))
# expect:
# ('circle', 2)
# ('box', {'w': 3})
# 5
# any mapping
# any mapping
# no
