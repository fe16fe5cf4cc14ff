import sys, math
print(sys.modules["math"] is math, "sys" in sys.modules)  # expect: True True
print("no_such" in sys.modules, type(sys.path).__name__)  # expect: False list
print(sys.modules["__main__"].__name__)  # expect: __main__
