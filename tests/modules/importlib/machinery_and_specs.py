import importlib.machinery
import importlib.util
import json

print(importlib.machinery.ModuleSpec("m", None))  # expect: ModuleSpec(name='m', loader=None)
print(json.__spec__.name, importlib.util.find_spec("no_such_module"))  # expect: json None
spec = importlib.util.spec_from_loader("made", loader=None)
module = importlib.util.module_from_spec(spec)
print(module.__name__, module.__spec__ is spec)  # expect: made True
