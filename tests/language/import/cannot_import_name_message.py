import _helper
try:
    from _helper import nothing
except ImportError as e:
    print(str(e).split(" (/")[0], e.name, e.path == _helper.__file__)
# expect:
# helper runs as _helper
# cannot import name 'nothing' from '_helper' _helper True
