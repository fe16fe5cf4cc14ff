try:
    aiter([1])
except TypeError as e:
    print(e)  # expect: 'list' object is not an async iterable
anext(5)  # expect error: TypeError: 'int' object is not an async iterator
