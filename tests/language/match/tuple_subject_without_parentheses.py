x, y = 1, 2
match x, y:
    case 1, 2: print("pair")  # expect: pair
match *[1, 2], 3:
    case [1, 2, 3]: print("starred")  # expect: starred
