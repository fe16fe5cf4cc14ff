for x in (5, "text", int, None):
    try:
        raise x
    except TypeError as e:
        print(e)
class Odd(Exception):
    def __new__(cls): return 5
try:
    raise Odd
except TypeError as e:
    print(e)
# expect:
# exceptions must derive from BaseException
# exceptions must derive from BaseException
# exceptions must derive from BaseException
# exceptions must derive from BaseException
# calling <class '__main__.Odd'> should have returned an instance of BaseException, not <class 'int'>
