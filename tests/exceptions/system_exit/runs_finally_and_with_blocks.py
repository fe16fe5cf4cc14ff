import sys
class C:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print("exit", t.__name__)
try:
    with C():
        raise SystemExit(2)
finally:
    print("finally")
# expect: exit SystemExit
# expect: finally
# expect exit: 2
