try:
    from . import x
except ImportError as e:
    print(e)
try:
    import _pkg.too_far
except ImportError as e:
    print(e)
# expect:
# attempted relative import with no known parent package
# init of _pkg in package _pkg
# low _pkg.low _pkg
# attempted relative import beyond top-level package
