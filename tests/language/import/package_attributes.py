import _pkg.low
print(_pkg.__package__, _pkg.low.__package__, hasattr(_pkg, "__path__"), hasattr(_pkg.low, "__path__"))
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# _pkg _pkg True False
