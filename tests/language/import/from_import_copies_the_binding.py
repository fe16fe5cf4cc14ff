from _helper import value, double as twice
import _helper
_helper.value = 50
print(value, twice(4), _helper.value)
# expect:
# helper runs as _helper
# 1 8 50
