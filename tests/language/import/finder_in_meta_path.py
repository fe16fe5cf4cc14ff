# A finder that the program puts into sys.meta_path is asked, and its loader makes the module.
import sys
from importlib.machinery import ModuleSpec


class Finder:
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == "virtual":
            return ModuleSpec(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42


sys.meta_path.insert(0, Finder())
import virtual.sub

print(virtual.answer, virtual.sub.answer)  # expect: 42 42
print(virtual.sub.__spec__.parent, virtual.__path__)  # expect: virtual []
import textwrap

print(textwrap.__name__)  # expect: textwrap
del sys.meta_path[:]
try:
    import colorsys
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'colorsys'
