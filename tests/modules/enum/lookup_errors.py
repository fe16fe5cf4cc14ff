from enum import Enum
class C(Enum):
    RED = 1
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: C(5)))  # expect: ValueError: 5 is not a valid C
print(error(lambda: C["GREEN"]))  # expect: KeyError: 'GREEN'
print(error(lambda: C.GREEN))  # expect: AttributeError: type object 'C' has no attribute 'GREEN'
print(error(lambda: setattr(C, "RED", 2)))  # expect: AttributeError: cannot reassign member 'RED'
print(error(lambda: C.RED < C.RED))  # expect: TypeError: '<' not supported between instances of 'C' and 'C'
print(error(lambda: setattr(C.RED, "value", 2)))  # expect: AttributeError: <enum 'Enum'> cannot set attribute 'value'
def extend():
    class D(C): pass
print(error(extend))  # expect: TypeError: <enum 'D'> cannot extend <enum 'C'>
