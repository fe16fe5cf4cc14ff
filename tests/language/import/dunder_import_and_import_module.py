import importlib
print(__import__("_pkg.low").__name__, importlib.import_module("_pkg.low").__name__)
print(importlib.import_module(".other", "_pkg.sub").thing)
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# _pkg _pkg.low
# thing
