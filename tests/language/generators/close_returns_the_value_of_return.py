def g():
    try:
        yield 1
    except GeneratorExit:
        return "last words"
it = g()
next(it)
print(it.close())  # expect: last words
print(it.close())  # expect: None
