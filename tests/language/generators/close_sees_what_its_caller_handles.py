def numbers():
    try:
        yield 1
    except GeneratorExit as e:
        print(repr(e.__context__))  # expect: ValueError()


generator = numbers()
next(generator)
try:
    raise ValueError
except ValueError:
    generator.close()
