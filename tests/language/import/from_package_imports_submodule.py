from _pkg import sub, low
from _pkg.sub import leaf
print(sub.__name__, low.base, leaf.report()[2])
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# _pkg.sub base thing
