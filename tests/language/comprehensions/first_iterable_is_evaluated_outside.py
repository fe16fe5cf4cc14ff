def f():
    x = [1, 2]
    return [x for x in x]
print(f())  # expect: [1, 2]
try:
    (i for i in 5)
except TypeError as e:
    print("at once:", e)  # expect: at once: 'int' object is not iterable
