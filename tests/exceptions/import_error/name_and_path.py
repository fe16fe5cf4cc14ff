try:
    import no_such_module_xyz
except ModuleNotFoundError as e:
    print(e, e.name, e.path)  # expect: No module named 'no_such_module_xyz' no_such_module_xyz None
try:
    from math import nothing_here
except ImportError as e:
    print(e.name, e.msg.split(" (")[0], type(e).__name__)  # expect: math cannot import name 'nothing_here' from 'math' ImportError
e = ImportError("m", name="n", path="p")
print(e, e.name, e.path, e.args)  # expect: m n p ('m',)
