# A hook in sys.path_hooks makes the finder for an entry of sys.path.
import sys
from importlib.machinery import ModuleSpec


class Finder:
    def find_spec(self, name, target=None):
        if name == "virtual":
            return ModuleSpec(name, self, origin="nowhere")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.answer = 42


def hook(entry):
    if not entry.startswith("virtual:"):
        raise ImportError
    return Finder()


sys.path_hooks.append(hook)
sys.path.append("virtual:x")
import virtual

print(virtual.answer, virtual)  # expect: 42 <module 'virtual' (nowhere)>
print(type(sys.path_importer_cache["virtual:x"]).__name__)  # expect: Finder
