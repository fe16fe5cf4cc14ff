import re
p = re.compile(r"""
    (\d+)   # whole part
    (?:\.(\d+))?  # fraction
    \ kg    # an escaped space
""", re.VERBOSE)
print(p.match("12.5 kg").groups(), p.match("7 kg").groups(), p.flags & re.X == re.X)  # expect: ('12', '5') ('7', None) True
