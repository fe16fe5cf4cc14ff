def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: {[1]}))  # expect: unhashable type: 'list'
print(error(lambda: {1}.add({})))  # expect: unhashable type: 'dict'
print(error(lambda: {{1}}))  # expect: unhashable type: 'set'
print(error(lambda: [] in {1}))  # expect: unhashable type: 'list'
print(error(lambda: hash({1})))  # expect: unhashable type: 'set'
