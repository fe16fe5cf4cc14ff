import sys

sys.modules["_bisect"] = None
import bisect

del sys.modules["_bisect"]
print(type(bisect.bisect_left).__name__)  # expect: function
sys.modules["colorsys"] = None
try:
    import colorsys
except ModuleNotFoundError as e:
    print(e)  # expect: import of colorsys halted; None in sys.modules
