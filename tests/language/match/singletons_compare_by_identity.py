class EqAll:
    def __eq__(self, o): return True
match EqAll():
    case None: print("none")
    case True: print("true")
    case 7: print("equal to seven")  # expect: equal to seven
