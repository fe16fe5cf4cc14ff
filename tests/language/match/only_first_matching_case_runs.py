match 3:
    case int(): print("first")  # expect: first
    case 3: print("second")
