def a(): import no_such_module
def b(): import _helper.sub
def c(): import _pkg.missing.deeper
def d(): from no_such import x
for f in (a, b, c, d):
    try:
        f()
    except ModuleNotFoundError as e:
        print(e, "|", e.name)
# expect:
# No module named 'no_such_module' | no_such_module
# helper runs as _helper
# No module named '_helper.sub'; '_helper' is not a package | _helper.sub
# init of _pkg in package _pkg
# low _pkg.low _pkg
# No module named '_pkg.missing' | _pkg.missing
# No module named 'no_such' | no_such
