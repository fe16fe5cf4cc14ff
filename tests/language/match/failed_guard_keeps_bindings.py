match (1, 2):
    case (a, b) if False: pass
    case _: pass
print(a, b)  # expect: 1 2
