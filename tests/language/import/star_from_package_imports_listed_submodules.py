from _pkg.sub import *
print(leaf.report())
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# (1, 'base', 'thing', '_pkg.sub.other')
