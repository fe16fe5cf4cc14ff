def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
class A:
    def __hash__(self): return "x"
print(error(lambda: hash([])))  # expect: unhashable type: 'list'
print(error(lambda: hash({})))  # expect: unhashable type: 'dict'
print(error(lambda: hash(set())))  # expect: unhashable type: 'set'
print(error(lambda: hash(slice(1)) and None) or "slices hash")  # expect: slices hash
print(error(lambda: hash(A())))  # expect: __hash__ method should return an integer
