# Modules are imported from zip files, their tracebacks and data included.
import os
import sys
import tempfile
import zipfile

archive = os.path.join(tempfile.mkdtemp(), "a.zip")
with zipfile.ZipFile(archive, "w") as z:
    z.writestr("alone.py", "def boom():\n    1 / 0\n")
    z.writestr("package/__init__.py", "")
    z.writestr("package/inner.py", "value = 5\n")
    z.writestr("package/data.txt", "hello")
sys.path.insert(0, archive)
import alone
from package import inner

print(inner.value, os.path.relpath(inner.__file__, archive))  # expect: 5 package/inner.py
print(type(alone.__loader__).__name__)  # expect: zipimporter
import importlib.resources

print(importlib.resources.files("package").joinpath("data.txt").read_text())  # expect: hello
try:
    alone.boom()
except ZeroDivisionError:
    import traceback

    print("    1 / 0" in traceback.format_exc())  # expect: True
