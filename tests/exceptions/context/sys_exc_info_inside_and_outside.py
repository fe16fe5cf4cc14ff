import sys
print(sys.exc_info())  # expect: (None, None, None)
try:
    1 / 0
except ZeroDivisionError as e:
    t, v, tb = sys.exc_info()
    print(t.__name__, v is e, tb is e.__traceback__, sys.exception() is e)  # expect: ZeroDivisionError True True True
print(sys.exception())  # expect: None
