from _helper import *
print(value, double(1), "_private" in globals(), "__doc__" in globals() and __doc__)
# expect:
# helper runs as _helper
# 1 2 False None
