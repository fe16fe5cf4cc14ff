class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"
print("{a} and {b}".format_map(Default(a=1)))  # expect: 1 and <b>
try:
    "{x}".format_map({})
except KeyError as e:
    print(repr(e))  # expect: KeyError('x')
