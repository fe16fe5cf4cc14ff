def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error({}.pop, []))  # expect: KeyError: []
print({}.pop([], "default"))  # expect: default
print(error({1: 2}.pop, []))  # expect: TypeError: unhashable type: 'list'
