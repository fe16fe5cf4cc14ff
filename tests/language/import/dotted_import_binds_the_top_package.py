import _pkg.sub.leaf
print(_pkg.level, _pkg.sub.leaf.report())
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# 1 (1, 'base', 'thing', '_pkg.sub.other')
