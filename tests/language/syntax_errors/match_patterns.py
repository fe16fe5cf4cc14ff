def check(src):
    try:
        compile(src, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg, "|", e.lineno)
check("match x:\n  case a: 1\n  case b: 2")
check("match x:\n  case _: 1\n  case 1: 2")
check("match x:\n  case a | 1: 2")
check("match x:\n  case (a, 1) | b: 2")
check("match x:\n  case [a] | [b]: 2")
check("match x:\n  case (a, a): 2")
check("match x:\n  case [*a, *b]: 2")
check("match x:\n  case {**rest, 'k': 1}: 2")
check("match x:\n  case {'k': 1, 'k': 2}: 3")
check("match x:\n  case C(a=1, a=2): 3")
check("match x:\n  case C(a=1, 2): 3")
check("match x:\n  case 1 as _: 3")
check("match x:\n  case 1 + 2: 3")
# expect:
# name capture 'a' makes remaining patterns unreachable | 2
# wildcard makes remaining patterns unreachable | 2
# name capture 'a' makes remaining patterns unreachable | 2
# alternative patterns bind different names | 2
# alternative patterns bind different names | 2
# multiple assignments to name 'a' in pattern | 2
# multiple starred names in sequence pattern | 2
# invalid syntax | 2
# mapping pattern checks duplicate key ('k') | 2
# attribute name repeated in class pattern: a | 2
# positional patterns follow keyword patterns | 2
# cannot use '_' as a target | 2
# imaginary number required in complex literal | 2
