# __spec__, __loader__ and __cached__ are there for code of the module and for others, in dir() as well.
import _helper  # expect: helper runs as _helper
import math
import sys

print(_helper.__spec__.name, type(_helper.__loader__).__name__)  # expect: _helper SourceFileLoader
print(_helper.__spec__.loader is _helper.__loader__, _helper.__cached__.endswith(".pyc"))  # expect: True True
print({"__spec__", "__loader__", "__cached__"} <= set(dir(_helper)))  # expect: True
print(__spec__, type(__loader__).__name__, __cached__)  # expect: None SourceFileLoader None
print(sys.__spec__.origin, [f.__name__ for f in sys.meta_path])  # expect: built-in ['BuiltinImporter', 'FrozenImporter', 'PathFinder']
