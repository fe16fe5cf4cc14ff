class C:
    n = 3
    items = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        message = str(e)
print(C.items)  # expect: [0, 1, 2]
print(C.message)  # expect: name 'n' is not defined
