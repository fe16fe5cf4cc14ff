# only taipan: CPython would load it
# A module that is there as machine code only cannot be loaded, which is said.
import os
import sys
import tempfile

root = tempfile.mkdtemp()
sys.path.append(root)
for name in ["fast.cpython-313-x86_64-linux-gnu.so", "stable.abi3.so", "compiled.pyc"]:
    open(os.path.join(root, name), "wb").close()
for name in ["fast", "stable", "compiled"]:
    try:
        __import__(name)
    except ImportError as e:
        print(type(e).__name__, e.name, str(e).partition(" (")[0])
# expect: ImportError fast cannot import 'fast': Taipan cannot load C extension modules
# expect: ImportError stable cannot import 'stable': Taipan cannot load C extension modules
# expect: ImportError compiled cannot import 'compiled': Taipan cannot load compiled modules without their source
