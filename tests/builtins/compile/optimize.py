source = '''
"module doc"
def f():
    "doc"
    assert False, "not checked"
    return __debug__
'''
for level in 0, 1, 2:
    namespace = {}
    exec(compile(source, "<text>", "exec", optimize=level), namespace)
    try:
        print(level, namespace["f"](), namespace["f"].__doc__, namespace.get("__doc__"))
    except AssertionError as e:
        print(level, e)
try:
    compile("1", "<text>", "eval", optimize=3)
except ValueError as e:
    print(e)
# expect:
# 0 not checked
# 1 False doc module doc
# 2 False None None
# compile(): invalid optimize value
