import gc, sys

class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        raise ValueError("in __del__")

sys.unraisablehook = lambda info: print(type(info.exc_value).__name__, info.exc_value)  # expect: ValueError in __del__
Node()
gc.collect()
print("end")  # expect: end
