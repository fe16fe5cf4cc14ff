for base in (bool, type(None), type(lambda: 0)):
    try:
        type("X", (base,), {})
    except TypeError as e:
        print(e)
try:
    class L(int, str): pass
except TypeError as e:
    print(e)
# expect:
# type 'bool' is not an acceptable base type
# type 'NoneType' is not an acceptable base type
# type 'function' is not an acceptable base type
# multiple bases have instance lay-out conflict
