import _pkg.sub.leaf as leaf
print(leaf.__name__, "_pkg" in globals())
# expect:
# init of _pkg in package _pkg
# low _pkg.low _pkg
# _pkg.sub.leaf False
