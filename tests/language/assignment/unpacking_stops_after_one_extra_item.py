def gen():
    for i in range(5):
        print("yield", i)
        yield i
try:
    a, b = gen()
except ValueError as e:
    print(e)
# expect:
# yield 0
# yield 1
# yield 2
# too many values to unpack (expected 2)
