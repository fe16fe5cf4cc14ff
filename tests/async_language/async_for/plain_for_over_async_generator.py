async def gen(): yield 1
try:
    for x in gen(): pass
except TypeError as e:
    print(e)  # expect: 'async_generator' object is not iterable
try:
    list(gen())
except TypeError as e:
    print(e)  # expect: 'async_generator' object is not iterable
