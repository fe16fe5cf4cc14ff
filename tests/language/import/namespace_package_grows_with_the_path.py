# The parts of a package without __init__.py are found anew when sys.path changes.
import os
import sys
import tempfile

root = tempfile.mkdtemp()
for part, module in [("one", "a"), ("two", "b")]:
    os.makedirs(f"{root}/{part}/spread")
    with open(f"{root}/{part}/spread/{module}.py", "w") as f:
        f.write(f"name = {module!r}\n")
sys.path.append(f"{root}/one")
import spread.a

print(len(spread.__path__), type(spread.__loader__).__name__)  # expect: 1 NamespaceLoader
try:
    import spread.b
except ModuleNotFoundError as e:
    print(e)  # expect: No module named 'spread.b'
sys.path.append(f"{root}/two")
import spread.b

print(spread.b.name, len(spread.__path__))  # expect: b 2
print(spread.__spec__.origin, spread.__spec__.loader is not None)  # expect: None True
