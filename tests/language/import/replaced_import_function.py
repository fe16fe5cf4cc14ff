# Every import statement calls the __import__ that builtins have.
import builtins
import math

original = builtins.__import__


def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    print(name, fromlist, level, globals is not None)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = tracing
import math  # expect: math None 0 True
from math import floor, ceil  # expect: math ('floor', 'ceil') 0 True
builtins.__import__ = original
print(floor(1.5))  # expect: 1

code = compile("import anything", "<text>", "exec")
namespace = {"__builtins__": {"__import__": lambda *args: args[0]}}
exec(code, namespace)
print(namespace["anything"])  # expect: anything
try:
    exec(code, {"__builtins__": {}})
except ImportError as e:
    print(e)  # expect: __import__ not found
