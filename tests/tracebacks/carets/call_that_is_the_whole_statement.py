def f():
    g()

def g():
    raise KeyError("k")

f()

# expect stderr: Traceback (most recent call last):
# expect stderr:     f()
# expect stderr:     ~^^
# expect stderr:     g()
# expect stderr:     ~^^
# expect stderr:     raise KeyError("k")
# expect stderr: KeyError: 'k'
# expect exit: 1
