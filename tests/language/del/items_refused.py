def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator
class Empty: pass
print(error(operator.delitem, 1, 0))  # expect: TypeError: 'int' object does not support item deletion
print(error(operator.delitem, "abc", 0))  # expect: TypeError: 'str' object doesn't support item deletion
print(error(operator.delitem, "abc", "k"))  # expect: TypeError: 'str' object does not support item deletion
print(error(operator.delitem, (1,), slice(1)))  # expect: TypeError: 'tuple' object does not support item deletion
print(error(operator.delitem, {1}, 0))  # expect: TypeError: 'set' object doesn't support item deletion
print(error(operator.delitem, None, 0))  # expect: TypeError: 'NoneType' object does not support item deletion
print(error(operator.delitem, Empty(), 0))  # expect: TypeError: 'Empty' object doesn't support item deletion
print(error(operator.delitem, Empty(), "k"))  # expect: TypeError: 'Empty' object does not support item deletion
