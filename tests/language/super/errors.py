class A:
    def no_args(): return super()
    def deleted(self):
        del self
        return super()
def outside(): return super()
for f in (A.no_args, A().deleted, outside, lambda: super(A, 3)):
    try:
        f()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# RuntimeError super(): no arguments
# RuntimeError super(): arg[0] deleted
# RuntimeError super(): no arguments
# TypeError super(type, obj): obj (instance of int) is not an instance or subtype of type (A).
