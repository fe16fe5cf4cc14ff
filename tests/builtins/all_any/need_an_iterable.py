try:
    all(5)
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable
any()  # expect error: TypeError: any() takes exactly one argument (0 given)
