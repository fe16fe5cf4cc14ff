def f(x):
    match x:
        case [first, *mid, last]: return first, mid, last
        case [*all]: return all
for x in ([1, 2, 3, 4], (1, 2), [1], []):
    print(f(x))
match "skip", 1, 2:
    case head, *_: print(head)
# expect:
# (1, [2, 3], 4)
# (1, [], 2)
# [1]
# []
# skip
