def gen():
    for x in (1, 0, 2):
        print("yield", x)
        yield x
print(all(gen()))
print(any(gen()))

# expect:
# yield 1
# yield 0
# False
# yield 1
# True
