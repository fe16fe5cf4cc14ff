class Plain: pass
class One:
    def __init__(self, a): pass
for call in (lambda: Plain(1), lambda: One(), lambda: One(1, 2), lambda: One(b=1), lambda: object(1)):
    try:
        call()
    except TypeError as e:
        print(e)
# expect:
# Plain() takes no arguments
# One.__init__() missing 1 required positional argument: 'a'
# One.__init__() takes 2 positional arguments but 3 were given
# One.__init__() got an unexpected keyword argument 'b'
# object() takes no arguments
