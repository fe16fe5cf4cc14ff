def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Own(list):
    def __mul__(self, other): return "mul"
    def __rmul__(self, other): return "rmul"
class Plain(list): pass
def times(a, b):
    a *= b
    return a
print(error(lambda: [1] * 1.5))  # expect: TypeError: can't multiply sequence by non-int of type 'float'
print(error(lambda: "a" * "b"))  # expect: TypeError: can't multiply sequence by non-int of type 'str'
print(error(lambda: 1.5 * b"x"))  # expect: TypeError: can't multiply sequence by non-int of type 'float'
print(error(().__mul__, 1.5))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(error(Plain().__mul__, None))  # expect: TypeError: 'NoneType' object cannot be interpreted as an integer
print(Own() * 1.5, 1.5 * Own())  # expect: mul rmul
print(error(lambda: Plain() * 1.5))  # expect: TypeError: can't multiply sequence by non-int of type 'float'
print(error(times, {1}, [1]))  # expect: TypeError: unsupported operand type(s) for *=: 'set' and 'list'
print(error(times, {}, "a"))  # expect: TypeError: unsupported operand type(s) for *=: 'dict' and 'str'
print(error(times, [1], {1}))  # expect: TypeError: can't multiply sequence by non-int of type 'set'
print(error(times, None, "a"))  # expect: TypeError: can't multiply sequence by non-int of type 'NoneType'
class Text(str): pass
print(error(lambda: "a" * Text("b")))  # expect: TypeError: can't multiply sequence by non-int of type 'Text'
print(error(lambda: Text("b") * "a"))  # expect: TypeError: can't multiply sequence by non-int of type 'str'
