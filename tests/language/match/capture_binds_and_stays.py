match 5:
    case x:
        pass
print(x)  # expect: 5
match "a":
    case _:
        print("_" in globals())  # expect: False
