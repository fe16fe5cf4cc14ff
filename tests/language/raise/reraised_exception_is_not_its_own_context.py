try:
    try:
        raise ValueError("v")
    except ValueError as e:
        raise e
except ValueError as e:
    print(e.__context__)  # expect: None
