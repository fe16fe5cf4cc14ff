def g():
    try:
        yield "try"
        raise ValueError
    except ValueError:
        yield "except"
    else:
        yield "else"
    finally:
        yield "finally"
    yield "after"
print(list(g()))  # expect: ['try', 'except', 'finally', 'after']
