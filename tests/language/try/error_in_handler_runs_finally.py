try:
    try:
        raise ValueError
    except ValueError:
        raise KeyError("from handler")
    finally:
        print("finally")  # expect: finally
except KeyError as e:
    print(e)  # expect: 'from handler'
