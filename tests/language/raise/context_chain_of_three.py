try:
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise ValueError(2)
    except ValueError:
        raise ValueError(3)
except ValueError as e:
    chain = []
    while e:
        chain.append(e.args[0])
        e = e.__context__
    print(chain)  # expect: [3, 2, 1]
