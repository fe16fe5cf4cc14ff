def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
d = {}
print(error(lambda: d.__setitem__([], 1)))  # expect: unhashable type: 'list'
print(error(lambda: d[{}]))  # expect: unhashable type: 'dict'
print(error(lambda: {} in d))  # expect: unhashable type: 'dict'
print(error(lambda: d.get(set())))  # expect: unhashable type: 'set'
print(error(lambda: {([],): 1}))  # expect: unhashable type: 'list'
