import sys

value = 5
print(sys.modules["__main__"].value, sys.modules["__main__"].__name__)
print(__doc__, __package__)

# expect:
# 5 __main__
# None None
