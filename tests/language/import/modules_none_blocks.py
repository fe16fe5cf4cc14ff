import sys
sys.modules["_listed"] = None
try:
    import _listed
except ModuleNotFoundError as e:
    print(e)  # expect: import of _listed halted; None in sys.modules
