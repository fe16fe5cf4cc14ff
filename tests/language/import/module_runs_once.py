import _helper
import _helper as again
from _helper import value
print(_helper is again, value, _helper.__doc__, _helper.__name__)
# expect:
# helper runs as _helper
# True 1 A helper. _helper
