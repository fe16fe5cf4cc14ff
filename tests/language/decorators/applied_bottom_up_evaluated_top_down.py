def deco(name):
    print("evaluate", name)
    def wrap(f):
        print("apply", name)
        return f
    return wrap
@deco("a")
@deco("b")
def f(): pass
# expect:
# evaluate a
# evaluate b
# apply b
# apply a
