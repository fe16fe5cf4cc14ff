def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Sized:
    def __init__(self, length): self.length = length
    def __len__(self):
        print("len")
        return self.length() if callable(self.length) else self.length
    def __iter__(self): return iter("ab")
class Hinted:
    def __init__(self, hint): self.hint = hint
    def __length_hint__(self): return self.hint
    def __iter__(self): return iter("ab")
def refuse(): raise TypeError("unknown")
def fail(): raise KeyError("fails")
print(error(list, Sized(2)))
print(error(tuple, Sized(7)))
print(error(list, Sized(-1)))
print(error([].extend, Sized(fail)))
print(error(list, Sized(refuse)))
print(error(list, Hinted(5)))
print(error(list, Hinted(-5)))
print(error(list, Hinted(NotImplemented)))
print(error(list, Hinted("x")))
a, b = Sized(fail)
print(a, b)
# expect:
# len
# ['a', 'b']
# len
# ('a', 'b')
# len
# ValueError: __len__() should return >= 0
# len
# KeyError: 'fails'
# len
# ['a', 'b']
# ['a', 'b']
# ValueError: __length_hint__() should return >= 0
# ['a', 'b']
# TypeError: __length_hint__ must be an integer, not str
# a b
