o = object()
print(o == o, o == object(), bool(o), isinstance(o, object), type(o).__name__)  # expect: True False True True object
try:
    o.x = 1
except AttributeError as e:
    print(e)  # expect: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
object(5)  # expect error: TypeError: object() takes no arguments
