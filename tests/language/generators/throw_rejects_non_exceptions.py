def g(): yield
it = g()
try:
    it.throw(5)
except TypeError as e:
    print(e)  # expect: exceptions must be classes or instances deriving from BaseException, not int
